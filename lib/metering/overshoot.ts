import { sql } from 'drizzle-orm';
import { picoOf } from '../db/row-values';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import type { UserId } from '../ids';
import { type PicoUsd, picoUsd } from '../money';

export interface Overshoot {
  generations: number;
  /** By how much they cost more than was held for them. */
  beyondPico: PicoUsd;
}

/**
 * Counts the generations that cost more than their hold: the estimate of a prompt was too low, a dearer version answered, or
 * thoughts were not within the output limit. An allowance may have been overdrawn by as much.
 *
 * @param which those billed from an instant up to, not including, another; of one user or of all
 */
export async function readOvershoot(
  db: Database,
  which: { from: Date; to: Date; userId?: UserId },
): Promise<Overshoot> {
  const { from, to, userId = null } = which;
  const statement = sql`
    select count(*) as generations, coalesce(sum(entry.cost_pico - generation.hold_pico), 0)::text as beyond_pico
    from ledger_entries entry join generations generation on generation.id = entry.generation_id
    where entry.occurred_at >= ${from.toISOString()} and entry.occurred_at < ${to.toISOString()}
      and entry.cost_pico > generation.hold_pico and entry.user_id = coalesce(${userId}::uuid, entry.user_id)`;
  const [found] = await queryRows(db, statement, (row) => ({
    generations: Number(row.generations),
    beyondPico: picoOf(row.beyond_pico),
  }));
  return found ?? { generations: 0, beyondPico: picoUsd(0n) };
}
