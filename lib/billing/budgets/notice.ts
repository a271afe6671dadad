import { sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { env } from '@/lib/env';
import type { UserId } from '@/lib/ids';
import { billingPeriodOf } from '../period';
import { ALERT_PERCENTS } from './budget';

interface Circumstances {
  /** A call was refused because of the budget: then it is reached, though a few cents may be left. */
  stopped?: boolean;
  now?: Date;
  /** Whether alerts are sent, and not only shown. */
  send?: boolean;
}

/**
 * Notes which shares of their budget a person has reached, each once, whatever calls this at the same time.
 *
 * @returns how many were new
 */
export async function noticeBudget(
  db: Database,
  userId: UserId,
  { stopped = false, now = new Date(), send = env.ALERT_WEBHOOK_URL !== undefined }: Circumstances = {},
): Promise<number> {
  const noticed = await queryRows(
    db,
    sql`
      insert into budget_alerts (id, user_id, period_start, sum_pico, percent, used_pico, due_at)
      select gen_random_uuid(), budgets.user_id, period_start, sum_pico, percent, used_pico,
        case when ${send}::boolean then now() end
      from budgets
      join balances on balances.user_id = budgets.user_id
        and period_start = ${billingPeriodOf(now).start.toISOString()}::timestamptz
      cross join json_array_elements_text(${JSON.stringify(ALERT_PERCENTS)}::json) as share (text)
      cross join lateral (select text::int as percent) as parsed
      where budgets.user_id = ${userId}::uuid
        and (used_pico::numeric * 100 >= sum_pico::numeric * percent or (percent = 100 and ${stopped}::boolean))
      on conflict do nothing
      returning id`,
    (row) => row.id,
  );
  return noticed.length;
}
