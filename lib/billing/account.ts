import { type SQL, sql } from 'drizzle-orm';
import { instantOrNull, picoOf } from '../db/row-values';
import type { Row } from '../db/rows';
import type { UserId } from '../ids';
import type { PicoUsd } from '../money';
import { type BillingPeriod, previousPeriod } from './period';

/** How a person's account stands, by the ledger, which is never late. */
export interface Account {
  usedPico: PicoUsd;
  /** Reserved for calls under way. */
  heldPico: PicoUsd;
  /** In the whole period before. */
  lastPeriodPico: PicoUsd;
  /** Whether they ever used anything. */
  hasUsage: boolean;
  /** Events that OpenMeter has not heard of yet, so that charts lack them. */
  pendingEvents: number;
  /** Events that OpenMeter refused: charts lack them until an operator sends them again. */
  parkedEvents: number;
  /** When the oldest of them all happened. Charts are complete up to there, which at a remote OpenMeter takes seconds. */
  incompleteSince: Date | null;
}

/** One row: the account of a person in a period. */
export function accountQuery(userId: UserId, period: BillingPeriod): SQL {
  return sql`
    select coalesce(now_in.used_pico, 0)::text as used_pico, coalesce(now_in.held_pico, 0)::text as held_pico,
      coalesce(before.used_pico, 0)::text as last_period_pico,
      exists (select from ledger_entries where user_id = person.id) as has_usage, undelivered.*
    from (values (${userId}::uuid)) as person (id)
    left join balances now_in on now_in.user_id = person.id
      and now_in.period_start = ${period.start.toISOString()}::timestamptz
    left join balances before on before.user_id = person.id
      and before.period_start = ${previousPeriod(period).start.toISOString()}::timestamptz
    cross join (
      select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'parked') as parked,
        min(occurred_at) as incomplete_since
      from outbox join ledger_entries using (generation_id)
      where outbox.user_id = ${userId}::uuid and state <> 'delivered'
    ) as undelivered`;
}

/** The row of `accountQuery`. */
export function parseAccount(row: Row): Account {
  return {
    usedPico: picoOf(row.used_pico),
    heldPico: picoOf(row.held_pico),
    lastPeriodPico: picoOf(row.last_period_pico),
    hasUsage: row.has_usage === true,
    pendingEvents: Number(row.pending),
    parkedEvents: Number(row.parked),
    incompleteSince: instantOrNull(row.incomplete_since),
  };
}
