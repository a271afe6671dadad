import { sql } from 'drizzle-orm';
import { grouped } from '../db/grouped';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import type { GenerationId } from '../ids';
import { among } from './among';
import { ReservationLostError } from './errors';

/**
 * Records that the call is about to leave for upstream. From here on money may have been spent, so that the
 * generation is settled, whatever happens.
 *
 * @throws ReservationLostError when the reservation is gone: it was taken for an orphan and voided. Nothing may leave then.
 */
export async function dispatch(db: Database, generationId: GenerationId): Promise<void> {
  const isDispatched = await dispatchTogether(db, generationId);
  if (!isDispatched) throw new ReservationLostError();
}

const dispatchTogether = grouped(async (db, ids: GenerationId[]) => {
  const statement = sql`
    update generations set state = 'dispatched', dispatched_at = now(), alive_at = now()
    where ${among(sql`id`, ids)} and state = 'reserved'
    returning id`;
  const dispatched = new Set(await queryRows(db, statement, (row) => String(row.id)));
  return ids.map((id) => dispatched.has(id));
});
