import { sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';

/**
 * How many sessions wait for a lock in a Postgres database. Asked within a transaction, it knows no sessions but those that
 * were there when it was asked first.
 */
export async function waitingSessions(db: Database): Promise<number> {
  const waiting = sql`
    select count(*) as sessions from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  const [counted] = await queryRows(db, waiting, ({ sessions }) => Number(sessions));
  return counted ?? 0;
}
