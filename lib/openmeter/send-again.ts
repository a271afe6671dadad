import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import { outbox } from '../db/schema';
import type { Database } from '../db/types';

/**
 * Lets events that OpenMeter refused be sent again, once what it found wrong is put right.
 *
 * @param eventIds left out: all of them
 * @returns the ids of those that were parked, and are pending now
 */
export async function sendParkedAgain(db: Database, eventIds?: string[]): Promise<string[]> {
  return makePending(db, and(eq(outbox.state, 'parked'), eventIds && inArray(sql`event ->> 'id'`, eventIds)));
}

/** The events of one user in a stretch of time: from an instant up to, not including, another. */
export interface EventsOf {
  userId: string;
  from: Date;
  to: Date;
}

/**
 * Lets events be sent again that OpenMeter took and may have lost. Harmless only where it dedupes by event id: docs/operate.md.
 *
 * @returns the ids of those that were delivered, and are pending now
 */
export async function sendDeliveredAgain(db: Database, { userId, from, to }: EventsOf): Promise<string[]> {
  const time = sql`(event ->> 'time')::timestamptz`;
  return makePending(
    db,
    and(
      eq(outbox.state, 'delivered'),
      eq(sql`event ->> 'subject'`, userId),
      gte(time, from.toISOString()),
      lt(time, to.toISOString()),
    ),
  );
}

/** How often an event was tried stays: whoever compares knows by it that the meter may have the event. */
async function makePending(db: Database, which: SQL | undefined): Promise<string[]> {
  const statement = sql`
    update outbox set state = 'pending', due_at = now(), delivered_at = null, last_error = null
    where ${which} returning event ->> 'id' as event_id`;
  return queryRows(db, statement, (row) => String(row.event_id));
}
