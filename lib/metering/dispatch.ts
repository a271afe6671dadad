import { sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import type { GenerationId } from '../ids';

/**
 * Records that the call is about to leave for upstream. From here on money may have been spent, so that the
 * generation is settled, whatever happens.
 *
 * @throws Error when the reservation is gone: it was taken for an orphan and voided. Nothing may leave then.
 */
export async function dispatch(db: Database, generationId: GenerationId): Promise<void> {
  const statement = sql`
    update generations set state = 'dispatched', dispatched_at = now(), alive_at = now()
    where id = ${generationId} and state = 'reserved' returning id`;
  const rows = await queryRows(db, statement, (row) => row);
  if (rows.length === 0) throw new Error(`Generation ${generationId} is not reserved any more.`);
}
