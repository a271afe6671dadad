import { sql } from 'drizzle-orm';
import { textOrNull } from '../db/row-values';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';

export interface OutboxSummary {
  pending: number;
  delivered: number;
  parked: number;
  /** The pending event that was billed first; null when none is pending. One that was put back waits for less. */
  oldest: { billedForMs: number; lastError: string | null } | null;
}

/** An event that OpenMeter refused. */
export interface ParkedEvent {
  id: string;
  userId: string;
  /** RFC 3339. */
  time: string;
  attempts: number;
  reason: string;
}

/** What has become of some events by now. */
export interface Fate {
  delivered: number;
  parked: number;
  pending: number;
  /** What went wrong when one of those that are pending was tried; null when none was. */
  lastError: string | null;
}

/** How many events are on their way to OpenMeter, there, or set aside. */
export async function summarizeOutbox(db: Database): Promise<OutboxSummary> {
  const counts = await queryRows(
    db,
    sql`select state, count(*)::int as events from outbox group by state`,
    (row) => ({ state: String(row.state), events: Number(row.events) }),
  );
  const [oldest] = await queryRows(
    db,
    // The oldest by when it was billed: the time of the event is upstream's.
    sql`select extract(epoch from now() - settled_at) * 1000 as billed_for_ms, last_error
      from outbox join generations on generations.id = generation_id
      where outbox.state = 'pending' order by settled_at limit 1`,
    (row) => ({ billedForMs: Number(row.billed_for_ms), lastError: textOrNull(row.last_error) }),
  );
  const count = (wanted: string) => counts.find(({ state }) => state === wanted)?.events ?? 0;
  return {
    pending: count('pending'),
    delivered: count('delivered'),
    parked: count('parked'),
    oldest: oldest ?? null,
  };
}

/** What has become of the events with these ids, whoever sent them. */
export async function fateOf(db: Database, eventIds: string[]): Promise<Fate> {
  const count = (state: string) => sql`count(*) filter (where state = ${state})::int`;
  const [fate] = await queryRows(
    db,
    sql`select ${count('delivered')} as delivered, ${count('parked')} as parked, ${count('pending')} as pending,
        max(last_error) filter (where state = 'pending') as last_error
      from outbox where event ->> 'id' in (select jsonb_array_elements_text(${JSON.stringify(eventIds)}::text::jsonb))`,
    (row) => ({
      delivered: Number(row.delivered),
      parked: Number(row.parked),
      pending: Number(row.pending),
      lastError: textOrNull(row.last_error),
    }),
  );
  return fate ?? { delivered: 0, parked: 0, pending: 0, lastError: null };
}

/** The events that OpenMeter refused, with its reasons, in the order in which they were billed. */
export async function listParked(db: Database): Promise<ParkedEvent[]> {
  return queryRows(
    db,
    sql`select event ->> 'id' as event_id, user_id, event ->> 'time' as time, attempts, last_error
      from outbox where state = 'parked' order by id`,
    (row) => ({
      id: String(row.event_id),
      userId: String(row.user_id),
      time: String(row.time),
      attempts: Number(row.attempts),
      reason: textOrNull(row.last_error) ?? 'no reason given',
    }),
  );
}
