import { type SQL, sql } from 'drizzle-orm';
import { idsAsArray } from '../db/ids-as-array';
import { bigintOf } from '../db/row-values';
import { queryRows, type Row } from '../db/rows';
import type { Database } from '../db/types';
import type { UsageEvent } from './event';

export interface OutboxEvent {
  id: bigint;
  event: UsageEvent;
  /** Of an event that was claimed, this try included. */
  attempts: number;
}

/**
 * Takes the oldest events that are due, for this process alone: until the lease is over nobody else takes them, and
 * when this process dies with them, somebody does.
 */
export async function claimEvents(db: Database, { limit, leaseMs }: { limit: number; leaseMs: number }) {
  const statement = sql`
    update outbox set attempts = attempts + 1, due_at = now() + make_interval(secs => ${leaseMs / 1000}::float8)
    where id in (
      select id from outbox where state = 'pending' and due_at <= now()
      order by due_at limit ${limit} for update skip locked
    )
    returning id, event, attempts`;
  return queryRows(db, statement, parseEvent);
}

/** They stay in the outbox, to be compared and to be sent again; what went wrong before is forgotten. */
export async function markDelivered(db: Database, events: OutboxEvent[]): Promise<void> {
  await db.execute(sql`
    update outbox set state = 'delivered', delivered_at = now(), last_error = null where id = any(${idsOf(events)})`);
}

/**
 * Sets an event aside that OpenMeter will never take; an operator sees it, with the reason. Only one that is still ours.
 *
 * @returns whether it was
 */
export async function park(db: Database, event: OutboxEvent, reason: string): Promise<boolean> {
  const statement = sql`
    update outbox set state = 'parked', last_error = ${reason} where ${areStillOurs([event])} returning id`;
  return (await queryRows(db, statement, (row) => row)).length > 0;
}

const LONGEST_BACKOFF_SECONDS = 5 * 60;

/**
 * Lets events be tried again later: 1 s, 2 s, 4 s … 5 min, each event with up to as much again by chance. So processes
 * don't come back together, and one event that OpenMeter fails over, without refusing it, soon holds up few others.
 * Only those that are still ours.
 */
export async function retryLater(db: Database, events: OutboxEvent[], reason: string): Promise<void> {
  await db.execute(sql`
    update outbox set last_error = ${reason}, due_at = now() + (1 + random())
      * least(power(2, least(attempts - 1, 20)), ${LONGEST_BACKOFF_SECONDS}::int) * interval '1 second'
    where ${areStillOurs(events)}`);
}

/** Events in the order in which they were written, whatever became of them: after one, up to and including another. */
export async function readEvents(
  db: Database,
  { after, last, limit }: { after: bigint; last: bigint; limit: number },
): Promise<OutboxEvent[]> {
  const statement = sql`
    select id, event, attempts from outbox
    where id > ${String(after)}::bigint and id <= ${String(last)}::bigint order by id limit ${limit}`;
  return queryRows(db, statement, parseEvent);
}

/**
 * Since the lease was over, another process may have claimed an event: then it was tried once more, and is that one's.
 * Making it due, this process would have it sent a second time while the other is sending it.
 */
function areStillOurs(events: OutboxEvent[]): SQL {
  const claims = JSON.stringify(events.map(({ id, attempts }) => ({ id: String(id), attempts })));
  return sql`state = 'pending' and (id, attempts) in (
    select id, attempts from jsonb_to_recordset(${claims}::jsonb) as claim (id bigint, attempts int))`;
}

function idsOf(events: OutboxEvent[]): SQL {
  const ids = events.map(({ id }) => String(id));
  return idsAsArray(ids, 'bigint');
}

function parseEvent(row: Row): OutboxEvent {
  return { id: bigintOf(row.id), event: asUsageEvent(row.event), attempts: Number(row.attempts) };
}

/** The column holds what `settle` wrote there. */
function asUsageEvent(value: unknown): UsageEvent {
  return value as UsageEvent;
}
