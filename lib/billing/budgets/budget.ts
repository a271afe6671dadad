import { type SQL, sql } from 'drizzle-orm';
import { numbersOfColumn } from '@/lib/db/json-column';
import { picoOf } from '@/lib/db/row-values';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import type { PicoUsd } from '@/lib/money';
import type { BillingPeriod } from '../period';

/** The shares of a budget that are told of, in percent. */
export const ALERT_PERCENTS = [50, 75, 90, 100] as const;

/**
 * Each change of the sum alerts anew, and who signed up with somebody else's address must not flood it. Counted without a
 * lock: where changes race, a few more go out, once.
 */
export const MOST_EMAILS_A_PERIOD = 20;

/** What a person wants to spend in a billing period at most. */
export interface OwnBudget {
  sumPico: PicoUsd;
  /** Whether no call may go beyond the sum; otherwise it only alerts. */
  stop: boolean;
}

export interface Budget extends OwnBudget {
  /** The shares, in percent, that were reached in this period, the smallest first. */
  reached: number[];
}

/** One row, or none where there is no budget. */
export function budgetQuery(userId: UserId, period: BillingPeriod): SQL {
  return sql`
    select sum_pico::text as sum_pico, stop, (
      select coalesce(json_agg(percent order by percent), '[]'::json)
      from budget_alerts
      where budget_alerts.user_id = budgets.user_id and budget_alerts.sum_pico = budgets.sum_pico
        and period_start = ${period.start.toISOString()}::timestamptz
    ) as reached
    from budgets where user_id = ${userId}::uuid`;
}

/** The row of `budgetQuery`. */
export function parseBudget(row: Row): Budget {
  return {
    ...parseOwnBudget(row),
    reached: numbersOfColumn(row.reached),
  };
}

/** The budget that a person set themselves; null: none. */
export async function readOwnBudget(db: Database, userId: UserId): Promise<OwnBudget | null> {
  const statement = sql`select sum_pico, stop from budgets where user_id = ${userId}`;
  const [budget] = await queryRows(db, statement, parseOwnBudget);
  return budget ?? null;
}

/** The columns `sum_pico` and `stop` of a budget. */
export function parseOwnBudget(row: Row): OwnBudget {
  return { sumPico: picoOf(row.sum_pico), stop: row.stop === true };
}
