import { sql } from 'drizzle-orm';
import { instantOf, picoOf, textOrNull } from '@/lib/db/row-values';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { untilWritten } from '@/lib/db/until-written';
import { asId, type UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import type { AlertChannel, BudgetAlert } from './channel';

/** In one go; the rest is sent in the next. */
const MOST_AT_ONCE = 20;
/** One may be its address's fault. After so many the channel is taken to be away, and each try may take half a minute. */
const MOST_FAILURES = 2;
/** Well over the time that a channel may take, so that nobody else takes an alert under way. */
const LEASE_SECONDS = 300;
const FIRST_RETRY_SECONDS = 10;
/** The last try is almost a day after the first. */
const MOST_ATTEMPTS = 14;
/** What is due after more than the last wait, the longest, was put off before the clock of the database was put back. */
const LONGEST_WAIT_SECONDS = FIRST_RETRY_SECONDS * 2 ** (MOST_ATTEMPTS - 2);
const OTHER_BUDGET = 'Its budget is gone or has another sum.';
const SURPASSED = 'A higher share was reached, which is sent instead.';

/**
 * Sends the alerts that are due by a channel, each taken by one process alone. One that does not arrive is tried again,
 * each time twice as late; after a second one the rest waits for the next time. One whose budget is gone or has another sum is
 * not sent, but tried again, too: it may be set anew. One is given up when the channel has a higher share to tell of.
 *
 * @returns how many arrived
 */
export async function sendDueAlerts(db: Database, channel: AlertChannel): Promise<number> {
  let arrived = 0;
  let failures = 0;
  for (let taken = 0; taken < MOST_AT_ONCE; taken++) {
    const due = await takeDue(db, channel);
    if (!due) break;
    if (due.standing === 'surpassed') {
      await giveUp(db, channel, due, SURPASSED);
      continue;
    }
    if (due.standing === 'other-budget') {
      await retryLater(db, channel, due, OTHER_BUDGET);
      continue;
    }
    try {
      await channel.send(due.alert);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const { alert, attempts } = due;
      log.warn({ alertId: alert.id, channel: channel.name, attempts, reason }, 'an alert did not arrive');
      await retryLater(db, channel, due, reason);
      failures += 1;
      if (failures === MOST_FAILURES) break;
      continue;
    }
    await untilWritten(() => markSent(db, channel, due));
    arrived += 1;
  }
  return arrived;
}

interface DueAlert {
  alert: BudgetAlert;
  attempts: number;
  /**
   * `surpassed`: a higher share was reached since, and the same channel tells of it: that stays so. `other-budget`: the
   * budget is not the one that it was reached of, for now.
   */
  standing: 'true' | 'surpassed' | 'other-budget';
}

async function takeDue(db: Database, { name }: AlertChannel): Promise<DueAlert | undefined> {
  const [due] = await queryRows(
    db,
    sql`
      with due as materialized (
        select alert_id, channel
        from budget_alert_deliveries
        where (due_at <= now() or due_at > now() + make_interval(secs => ${LONGEST_WAIT_SECONDS}::float8))
          and channel = ${name}
        order by attempts, due_at limit 1
        for update skip locked
      )
      update budget_alert_deliveries delivery
      set attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS}::float8)
      from due
      join budget_alerts alert on alert.id = due.alert_id
      join users on users.id = alert.user_id
      where delivery.alert_id = due.alert_id and delivery.channel = due.channel
      returning alert.*, users.email, delivery.attempts,
        exists (
          select from budgets where budgets.user_id = alert.user_id and budgets.sum_pico = alert.sum_pico
        ) as is_of_budget,
        exists (
          select from budget_alerts higher
          join budget_alert_deliveries its on its.alert_id = higher.id and its.channel = delivery.channel
          where higher.user_id = alert.user_id and higher.period_start = alert.period_start
            and higher.sum_pico = alert.sum_pico and higher.percent > alert.percent
        ) as is_surpassed`,
    (row) => ({ alert: parseAlert(row), attempts: Number(row.attempts), standing: parseStanding(row) }),
  );
  return due;
}

async function markSent(db: Database, { name }: AlertChannel, { alert: { id } }: DueAlert): Promise<void> {
  await db.execute(sql`
    update budget_alert_deliveries set sent_at = now(), due_at = null, last_error = null
    where alert_id = ${id} and channel = ${name}`);
}

async function retryLater(
  db: Database,
  { name }: AlertChannel,
  { alert: { id }, attempts }: DueAlert,
  reason: string,
): Promise<void> {
  const waitSeconds = FIRST_RETRY_SECONDS * 2 ** (attempts - 1);
  await db.execute(sql`
    update budget_alert_deliveries set last_error = ${reason},
      due_at = case when attempts < ${MOST_ATTEMPTS}::int then now() + make_interval(secs => ${waitSeconds}::float8) end
    where alert_id = ${id} and channel = ${name}`);
}

async function giveUp(
  db: Database,
  { name }: AlertChannel,
  { alert: { id } }: DueAlert,
  reason: string,
): Promise<void> {
  await db.execute(sql`
    update budget_alert_deliveries set due_at = null, last_error = ${reason}
    where alert_id = ${id} and channel = ${name}`);
}

function parseStanding(row: Row): DueAlert['standing'] {
  if (row.is_surpassed === true) return 'surpassed';
  return row.is_of_budget === true ? 'true' : 'other-budget';
}

function parseAlert(row: Row): BudgetAlert {
  return {
    id: String(row.id),
    userId: asId<UserId>(String(row.user_id)),
    email: textOrNull(row.email),
    percent: Number(row.percent),
    sumPico: picoOf(row.sum_pico),
    usedPico: picoOf(row.used_pico),
    periodStart: instantOf(row.period_start),
    reachedAt: instantOf(row.reached_at),
  };
}
