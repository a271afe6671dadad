import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database } from '@/lib/db/types';
import { usdDecimal } from '@/lib/money';
import { inputTokens } from '@/lib/pricing/token-usage';
import { type EventQuery, type LoggedEvent, listEvents } from '../events/list';
import { type Cell, csvLine } from './csv';

const ROWS_PER_READ = 2_000;

/** The event log as CSV, a piece at a time: the next page is read while one is written, and no more are in memory. */
export async function* eventsCsv(
  db: Database,
  query: Omit<EventQuery, 'after' | 'limit'>,
): AsyncGenerator<string> {
  yield csvLine(Object.keys(COLUMNS));
  const read = (after: EventQuery['after']) => listEvents(db, { ...query, after, limit: ROWS_PER_READ });
  let page = await read(null);
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
  return csvLine(CELLS.map((cell) => cell(event)));
}

/** Unpriced is an empty cell, never 0. */
const COLUMNS: Record<string, (event: LoggedEvent) => Cell> = {
  time: (event) => event.occurredAt.toISOString(),
  id: (event) => event.generationId,
  provider: (event) => event.provider,
  model: (event) => event.model,
  via: (event) => event.via,
  chat_id: (event) => event.chatId ?? '',
  api_key_id: (event) => event.apiKey?.id ?? '',
  prompt_tokens: (event) => count(inputTokens(event.usage)),
  cached_tokens: (event) => count(event.usage.cacheRead),
  completion_tokens: (event) => count(event.usage.output),
  reasoning_tokens: (event) => count(event.usage.reasoning),
  cost_usd: (event) => (event.costPico === null ? '' : { number: usdDecimal(event.costPico) }),
  status: (event) => event.outcome,
  basis: (event) => event.basis,
  duration_ms: (event) => count(event.durationMs),
  time_to_first_token_ms: (event) =>
    event.timeToFirstTokenMs === null ? '' : count(event.timeToFirstTokenMs),
};

const CELLS = Object.values(COLUMNS);

function count(value: number): Cell {
  return { number: String(value) };
}
