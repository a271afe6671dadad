import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { keyOf } from '@/lib/embedded/openmeter/events/store';
import { benchEvents, iso } from './events';
import { BATCH_SIZE } from './ingest';

const EVENTS = 20_000;
const IDLE_RUNS = 500;

/**
 * Puts events into a table like the meter's and does nothing else: no HTTP, no checks, no rollups. What a meter on this
 * database can't exceed.
 *
 * @returns events a second
 */
export async function insertBare(db: Database, atOnce: number): Promise<number> {
  await db.execute(sql`create table bare_events (like embedded_meter_events including all)`);
  const rows = Array.from(
    benchEvents(EVENTS),
    ({ subject, epochSeconds, body: { id, source, type, data } }) => ({
      key: keyOf('bare', { id, source }),
      namespace: 'bare',
      id,
      source,
      type,
      subject,
      time: iso(epochSeconds),
      data,
    }),
  );
  const batches: string[] = [];
  for (let at = 0; at < rows.length; at += BATCH_SIZE)
    batches.push(JSON.stringify(rows.slice(at, at + BATCH_SIZE)));
  const startedAt = performance.now();
  async function insertNext(): Promise<void> {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      await db.execute(sql`insert into bare_events (key, namespace, id, source, type, subject, time, data)
        select key, namespace, id, source, type, subject, time, data from jsonb_to_recordset(${batch}::text::jsonb)
          as event(key uuid, namespace text, id text, source text, type text, subject text, time timestamptz, data jsonb)
        on conflict (key) do nothing`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, insertNext));
  const durationMs = performance.now() - startedAt;
  await db.execute(sql`drop table bare_events`);
  return rows.length / (durationMs / 1_000);
}

/** How long statements take that do nothing, in milliseconds: below this nothing can be measured here. */
export async function timeIdleStatements(db: Database): Promise<number[]> {
  const durationsMs: number[] = [];
  for (let run = 0; run < IDLE_RUNS; run++) {
    const startedAt = performance.now();
    await db.execute(sql`select ${run}::int`);
    durationsMs.push(performance.now() - startedAt);
  }
  return durationsMs;
}
