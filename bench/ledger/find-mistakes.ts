import { sql } from 'drizzle-orm';
import { bigintOf } from '@/lib/db/row-values';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';

/** What the accounts must say. */
export interface Expected {
  /** How many calls were settled. */
  settled: number;
  /** What bare statements added to the balances beside the ledger. */
  addedPico: ReadonlyMap<UserId, bigint>;
}

/**
 * What is wrong with the accounts, in sentences: nothing when each call has its entry, each balance is the sum of its
 * person's entries, and nothing is held any more.
 */
export async function findMistakes(db: Database, { settled, addedPico }: Expected): Promise<string[]> {
  const accounts = await queryRows(
    db,
    sql`select user_id, used_pico, held_pico, coalesce(cost_pico, 0)::text as cost_pico, coalesce(entries, 0) as entries
      from (
        select user_id, sum(used_pico)::text as used_pico, sum(held_pico)::text as held_pico from balances group by 1
      ) as balance
      full join (
        select user_id, sum(cost_pico) as cost_pico, count(*)::int as entries from ledger_entries group by 1
      ) as entry using (user_id)`,
    (row) => ({
      userId: String(row.user_id),
      usedPico: bigintOf(row.used_pico ?? 0),
      heldPico: bigintOf(row.held_pico ?? 0),
      costPico: bigintOf(row.cost_pico),
      entries: Number(row.entries),
    }),
  );
  const added = new Map<string, bigint>(addedPico);
  const entries = accounts.reduce((sum, account) => sum + account.entries, 0);
  const unequal = accounts.filter(
    ({ userId, usedPico, costPico }) => usedPico !== costPico + (added.get(userId) ?? 0n),
  );
  const held = accounts.filter(({ heldPico }) => heldPico !== 0n);
  const mistakes: string[] = [];
  if (entries !== settled)
    mistakes.push(`${settled} calls were settled, but the ledger has ${entries} entries.`);
  if (unequal[0])
    mistakes.push(
      `The balance isn’t the sum of the entries on ${unequal.length} of ${accounts.length} accounts, such as ${unequal[0].userId}.`,
    );
  if (held[0])
    mistakes.push(`Something is still held on ${held.length} accounts, such as ${held[0].userId}.`);
  return mistakes;
}
