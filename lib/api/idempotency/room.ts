import { sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import type { ApiKeyId } from '@/lib/ids';
import { KEPT_SECONDS } from './store';

/** Of one person's answers, with whichever keys, within 24 hours: as much as of their files. */
export const MOST_KEPT_BYTES = 200 * 1024 * 1024;

/**
 * Takes room for an answer among those that are kept for the owner of a key, if there is any. One row counts it, as attempts
 * are counted: to add up the answers would be to read hundreds of thousands. Its 24 hours begin with its first answer, so
 * that twice as much may be there for a while.
 *
 * @returns whether there was room
 */
export async function takeRoom(db: Database, apiKeyId: ApiKeyId, body: string): Promise<boolean> {
  const bytes = Buffer.byteLength(body);
  const isOver = sql`taken.expires_at <= now()`;
  const statement = sql`
    insert into rate_limits as taken (key, attempts, expires_at)
    select 'kept-answers:' || user_id, ${bytes}::int, now() + make_interval(secs => ${KEPT_SECONDS}::int)
    from api_keys where id = ${apiKeyId}
    on conflict (key) do update set
      attempts = excluded.attempts + case when ${isOver} then 0 else taken.attempts end,
      expires_at = case when ${isOver} then excluded.expires_at else taken.expires_at end
    where ${isOver} or taken.attempts + excluded.attempts <= ${MOST_KEPT_BYTES}::int
    returning key`;
  return (await queryRows(db, statement, (row) => row.key)).length > 0;
}
