import { hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { withIngestLock } from '../lock';
import { addingToHoursOf } from '../rollups/fill';
import { listRollups } from '../rollups/store';
import type { MeterEvent } from './event';

/** ClickHouse's `DateTime`, where OpenMeter keeps events, ends here; those of 1970 and before OpenMeter drops. */
export const EARLIEST_EPOCH_SECONDS = Date.UTC(1971, 0) / 1_000;
export const LATEST_EPOCH_SECONDS = 2 ** 32 - 1;

/**
 * An end of a range, moved to where events can be. Either end may lie on either side of that, and outside the
 * years 0001 to 9999 of UTC be nothing that Postgres reads.
 */
export function endWithinEvents(epochSeconds: number): number {
  return Math.min(Math.max(epochSeconds, EARLIEST_EPOCH_SECONDS), LATEST_EPOCH_SECONDS + 1);
}

/**
 * Keeps a batch of events and adds them to the rollups, all or nothing. An event whose source and id were seen
 * before is ignored, whatever else it says: the first one counts, for ever.
 */
export async function storeEvents(db: Database, namespace: string, events: MeterEvent[]): Promise<void> {
  const byKey = new Map<string, MeterEvent>();
  for (const event of events) {
    const key = keyOf(namespace, event);
    if (isStorable(event) && !byKey.has(key)) byKey.set(key, event);
  }
  if (byKey.size === 0) return;
  const rows = toJsonRows(byKey);

  await withIngestLock(db, namespace, async (tx) => {
    const rollups = await listRollups(tx, namespace);
    const types = new Set(Array.from(byKey.values(), ({ type }) => type));
    const concerned = rollups.filter(({ eventType }) => types.has(eventType));
    // In the order of the key, so that batches that share events wait for each other instead of deadlocking.
    await tx.execute(sql`
      with added as (
        insert into embedded_meter_events (key, namespace, id, source, type, subject, time, data)
        select key, ${namespace}, id, source, type, subject, time, data
        from jsonb_to_recordset(${rows}::text::jsonb)
          as event(key uuid, id text, source text, type text, subject text, time timestamptz, data jsonb)
        order by key
        on conflict (key) do nothing
        returning type, subject, time, data
      )${concerned.length > 0 ? sql`, ${addingToHoursOf(concerned, sql`added`)}` : sql``}
      select`);
  });
}

function isStorable({ epochSeconds }: MeterEvent): boolean {
  return epochSeconds >= EARLIEST_EPOCH_SECONDS && epochSeconds <= LATEST_EPOCH_SECONDS;
}

/** What makes an event a duplicate: 128 bits of SHA-256, as a UUID without its dashes. */
export function keyOf(namespace: string, { source, id }: Pick<MeterEvent, 'source' | 'id'>): string {
  return hash('sha256', JSON.stringify([namespace, source, id]), 'hex').slice(0, 32);
}

function toJsonRows(events: Map<string, MeterEvent>): string {
  const rows = Array.from(events, ([key, { id, source, type, subject, epochSeconds, data }]) => {
    const time = new Date(epochSeconds * 1_000).toISOString();
    return { key, id, source, type, subject, time, data };
  });
  return JSON.stringify(rows);
}
