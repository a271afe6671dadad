import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { nextToNothing } from '@/lib/metering/used-up';
import { billingPeriodOf } from '../period';
import { ALERT_PERCENTS, MOST_EMAILS_A_PERIOD } from './budget';
import type { AlertChannel } from './channel';
import { configuredChannels } from './configured-channels';

interface Circumstances {
  /**
   * A call was refused because next to nothing is left: then all is reached, though not quite all is used. Where more is
   * left, the budget was raised since.
   */
  isUsedUp?: boolean;
  /** When the reply began: before midnight, it is on the bill of the period that has just ended. By default now. */
  begunAt?: Date;
  now?: Date;
  /** How alerts are sent, besides being shown. */
  channels?: readonly Pick<AlertChannel, 'name'>[];
}

/**
 * Notes which shares of their budget a person has reached, each once, whatever calls this at the same time; and by which
 * channels the highest of the new ones is due. The others would only say less than is used. There is no e-mail to who
 * has no address, or was sent as many as a period may have.
 *
 * @returns how many were new
 */
export async function noticeBudget(
  db: Database,
  userId: UserId,
  { isUsedUp = false, now = new Date(), begunAt = now, channels = configuredChannels() }: Circumstances = {},
): Promise<number> {
  const [begun, current] = [startOfPeriod(begunAt), startOfPeriod(now)];
  const ended = begun === current ? 0 : await noticeInPeriod(db, userId, begun, false, channels);
  return ended + (await noticeInPeriod(db, userId, current, isUsedUp, channels));
}

function startOfPeriod(at: Date): string {
  return billingPeriodOf(at).start.toISOString();
}

async function noticeInPeriod(
  db: Database,
  userId: UserId,
  start: string,
  isUsedUp: boolean,
  channels: readonly Pick<AlertChannel, 'name'>[],
): Promise<number> {
  const periodStart = sql`${start}::timestamptz`;
  const noticed = await queryRows(
    db,
    sql`
      with noticed as (
        insert into budget_alerts (id, user_id, period_start, sum_pico, percent, used_pico)
        select gen_random_uuid(), budgets.user_id, period_start, sum_pico, percent, used_pico
        from budgets
        join balances on balances.user_id = budgets.user_id and period_start = ${periodStart}
        cross join json_array_elements_text(${JSON.stringify(ALERT_PERCENTS)}::json) as share (text)
        cross join lateral (select text::int as percent) as parsed
        where budgets.user_id = ${userId}::uuid
          and (
            used_pico::numeric * 100 >= sum_pico::numeric * percent
            or (percent = 100 and ${isUsedUp}::boolean and sum_pico - used_pico <= ${nextToNothing(sql`sum_pico`)})
          )
        on conflict do nothing
        returning id, percent
      ), delivery as (
        insert into budget_alert_deliveries (alert_id, channel)
        select id, channel
        from noticed
        cross join json_array_elements_text(${JSON.stringify(channels.map(({ name }) => name))}::json) as configured (channel)
        where percent = (select max(percent) from noticed)
          and (channel <> 'email' or (${hasAddress(userId)} and ${emailsSent(userId, periodStart)} < ${MOST_EMAILS_A_PERIOD}::int))
      )
      select id from noticed`,
    (row) => row.id,
  );
  return noticed.length;
}

function hasAddress(userId: UserId): SQL {
  return sql`exists (select from users where id = ${userId}::uuid and email is not null)`;
}

function emailsSent(userId: UserId, periodStart: SQL): SQL {
  return sql`(
    select count(*) from budget_alert_deliveries join budget_alerts on budget_alerts.id = alert_id
    where user_id = ${userId}::uuid and period_start = ${periodStart} and channel = 'email'
  )`;
}
