import { sql } from 'drizzle-orm';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { asId, type UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { picoUsd } from '@/lib/money';
import { bigintOf, instantOf, textOrNull } from '../together';
import type { AlertChannel, BudgetAlert } from './channel';

const BATCH = 20;
/** Well over the time that a channel may take, so that nobody else takes an alert under way. */
const LEASE_SECONDS = 300;
const FIRST_RETRY_SECONDS = 10;
/** The last try is almost a day after the first. */
const MOST_ATTEMPTS = 14;

/**
 * Sends the alerts that are due, each taken by one process alone. One that does not arrive is tried again, each time
 * twice as late.
 *
 * @returns how many arrived
 */
export async function sendDueAlerts(db: Database, channel: AlertChannel): Promise<number> {
  const claimed = await queryRows(
    db,
    sql`
      update budget_alerts set attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS}::float8)
      from users
      where users.id = user_id and budget_alerts.id in (
        select id from budget_alerts where due_at <= now() order by due_at limit ${BATCH} for update skip locked
      )
      returning budget_alerts.*, users.email`,
    (row) => ({ alert: parseAlert(row), attempts: Number(row.attempts) }),
  );
  let arrived = 0;
  for (const { alert, attempts } of claimed.sort((a, b) => a.alert.percent - b.alert.percent)) {
    try {
      await channel.send(alert);
    } catch (error) {
      await retryLater(db, alert, attempts, error);
      continue;
    }
    await db.execute(
      sql`update budget_alerts set sent_at = now(), due_at = null, last_error = null where id = ${alert.id}`,
    );
    arrived += 1;
  }
  return arrived;
}

async function retryLater(
  db: Database,
  { id }: BudgetAlert,
  attempts: number,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const waitSeconds = FIRST_RETRY_SECONDS * 2 ** (attempts - 1);
  log.warn({ alertId: id, attempts, reason }, 'an alert did not arrive');
  await db.execute(sql`
    update budget_alerts set last_error = ${reason},
      due_at = case when attempts < ${MOST_ATTEMPTS}::int then now() + make_interval(secs => ${waitSeconds}::float8) end
    where id = ${id}`);
}

function parseAlert(row: Row): BudgetAlert {
  return {
    id: String(row.id),
    userId: asId<UserId>(String(row.user_id)),
    email: textOrNull(row.email),
    percent: Number(row.percent),
    sumPico: picoUsd(bigintOf(row.sum_pico)),
    usedPico: picoUsd(bigintOf(row.used_pico)),
    periodStart: instantOf(row.period_start),
    reachedAt: instantOf(row.reached_at),
  };
}
