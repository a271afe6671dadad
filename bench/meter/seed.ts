import { sql } from 'drizzle-orm';
import { keyOf } from '@/lib/embedded/openmeter/events/store';
import type { Books } from './books';
import type { BenchDatabase } from './databases';
import { type BenchEvent, iso } from './events';

/** Texts of this length are handed over at once. */
const CHUNK_LENGTH = 1 << 20;

/**
 * Puts events into the events table, past the meter, into a database whose meter has not begun. The meter adds
 * them up when it makes its meters: by the statement that adds up what comes in.
 */
export async function seedEvents(
  { connection, copyIn }: BenchDatabase,
  books: Books,
  events: Iterable<BenchEvent>,
): Promise<void> {
  const { db } = connection;
  // They are built at the end, at once, instead of growing along.
  const indexes = await db.execute(sql`select indexname, indexdef from pg_indexes
    where tablename = 'embedded_meter_events' and indexname not like '%_pkey'`);
  const definitions = Array.from('rows' in indexes ? indexes.rows : indexes);
  await db.execute(sql`alter table embedded_meter_events drop constraint embedded_meter_events_pkey`);
  for (const { indexname } of definitions)
    await db.execute(sql`drop index ${sql.identifier(String(indexname))}`);
  const columns = 'key, namespace, id, source, type, subject, time, data';
  await copyIn(`embedded_meter_events (${columns})`, chunks(books, events));
  await db.execute(sql`alter table embedded_meter_events add primary key (key)`);
  for (const { indexdef } of definitions) await db.execute(sql.raw(String(indexdef)));
}

/** Rows in Postgres' text format. */
function* chunks(books: Books, events: Iterable<BenchEvent>): Generator<string, undefined> {
  let chunk = '';
  for (const event of events) {
    books.add(event);
    chunk += toRow(event);
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

function toRow({ subject, epochSeconds, body: { id, source, type, data } }: BenchEvent): string {
  const key = keyOf('default', { id, source });
  return `${key}\tdefault\t${id}\t${source}\t${type}\t${subject}\t${iso(epochSeconds)}\t${JSON.stringify(data)}\n`;
}
