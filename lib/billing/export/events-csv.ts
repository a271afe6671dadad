import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database } from '@/lib/db/types';
import { usdDecimal } from '@/lib/money';
import { type EventQuery, type LoggedEvent, listEvents } from '../events/list';
import { type Cell, csvLine } from './csv';
import { EVENT_FIELDS, type FieldValue } from './event-fields';

const ROWS_PER_READ = 2_000;

/**
 * The event log as CSV, a piece at a time: the next page is read while one is written, and no more are in memory. It can be
 * read when the first piece is there.
 */
export async function* eventsCsv(
  db: Database,
  query: Omit<EventQuery, 'after' | 'limit'>,
): AsyncGenerator<string> {
  const read = (after: EventQuery['after']) => listEvents(db, { ...query, after, limit: ROWS_PER_READ });
  let page = await read(null);
  yield csvLine(EVENT_FIELDS.map(([name]) => name));
  for (;;) {
    const upcoming = page.next && read(page.next);
    // It is awaited below, and may fail before that.
    upcoming?.catch(() => {});
    // The query leaves at the end of the turn: after that the database works, too.
    await endOfTurn();
    yield page.events.map(eventLine).join('');
    if (!upcoming) return;
    page = await upcoming;
  }
}

function eventLine(event: LoggedEvent): string {
  return csvLine(EVENT_FIELDS.map(([, fieldOf]) => toCell(fieldOf(event))));
}

/** Unpriced is an empty cell, never 0. */
function toCell(value: FieldValue): Cell {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return { number: typeof value === 'bigint' ? usdDecimal(value) : String(value) };
}
