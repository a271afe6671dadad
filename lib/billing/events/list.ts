import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { listsAsColumn, rowsOfLists } from '@/lib/db/json-column';
import { instantOf, picoOrNull, textOrNull } from '@/lib/db/row-values';
import { queryRows, type Row } from '@/lib/db/rows';
import { ledgerEntries as entries } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { type ApiKeyId, asId, type ChatId, type GenerationId, type UserId } from '@/lib/ids';
import type { PicoUsd } from '@/lib/money';
import type { TokenUsage } from '@/lib/pricing/token-usage';
import { BASES, type Basis, OUTCOMES, type Outcome, VIAS, type Via } from '@/lib/vocabulary';
import { matches } from '../ledger-filter';
import type { Span } from '../span';
import type { UsageFilter } from '../view';
import type { EventCursor } from './cursor';

/** One call of a model, as the log shows it. */
export interface LoggedEvent {
  generationId: GenerationId;
  occurredAt: Date;
  provider: string;
  model: string;
  via: Via;
  /** Stays when the chat is deleted. */
  chatId: ChatId | null;
  /** What can be opened: null where there is none, or no longer. */
  chat: { id: ChatId; title: string } | null;
  /** The key of a call through the API; its name is null when the key is gone. */
  apiKey: { id: ApiKeyId; name: string | null } | null;
  usage: TokenUsage;
  /** null: unpriced. */
  costPico: PicoUsd | null;
  outcome: Outcome;
  basis: Basis;
  durationMs: number;
  timeToFirstTokenMs: number | null;
}

export interface EventQuery extends Span, UsageFilter {
  userId: UserId;
  /** Only what came before this event; null: from the newest on. */
  after: EventCursor | null;
  limit: number;
}

export interface EventPage {
  events: LoggedEvent[];
  /** Where the next page begins; null: there is none. */
  next: EventCursor | null;
}

/** A page of a person's events, the newest first, in one statement. */
export async function listEvents(db: Database, query: EventQuery): Promise<EventPage> {
  const [page] = await queryRows(db, sql`select ${eventsAsColumn(query)} as events`, (row) =>
    eventPage(row.events, query.limit),
  );
  if (!page) throw new TypeError('The database answered without a page of events.');
  return page;
}

/** The columns of an event, from the ledger, its chat and its key. */
const COLUMNS = {
  generation_id: sql`ledger_entries.generation_id`,
  occurred_at: sql`ledger_entries.occurred_at`,
  provider: sql`ledger_entries.provider`,
  model: sql`ledger_entries.model`,
  via: sql`ledger_entries.via`,
  chat_id: sql`ledger_entries.chat_id`,
  chat_title: sql`chats.title`,
  api_key_id: sql`ledger_entries.api_key_id`,
  key_name: sql`api_keys.name`,
  uncached_tokens: sql`ledger_entries.uncached_tokens`,
  cache_read_tokens: sql`ledger_entries.cache_read_tokens`,
  cache_write_tokens: sql`ledger_entries.cache_write_tokens`,
  output_tokens: sql`ledger_entries.output_tokens`,
  reasoning_tokens: sql`ledger_entries.reasoning_tokens`,
  cost_pico: sql`ledger_entries.cost_pico::text`,
  outcome: sql`ledger_entries.outcome`,
  basis: sql`ledger_entries.basis`,
  duration_ms: sql`ledger_entries.duration_ms`,
  time_to_first_token_ms: sql`ledger_entries.time_to_first_token_ms`,
};
const COLUMN_NAMES = Object.keys(COLUMNS);

/** What is selected for `parseEvent`. */
export const EVENT_COLUMNS = sql.join(
  Object.entries(COLUMNS).map(([name, column]) => sql`${column} as ${sql.identifier(name)}`),
  sql`, `,
);

/** A page of a person's events as one column, which `eventPage` reads. */
export function eventsAsColumn(query: EventQuery): SQL {
  const { userId, from, limit } = query;
  return listsAsColumn(
    COLUMN_NAMES,
    // One row more than the limit, when there are more.
    sql`
      select ${EVENT_COLUMNS}
      from ledger_entries
      left join chats on chats.id = ledger_entries.chat_id and chats.deleted_at is null
      left join api_keys on api_keys.id = ledger_entries.api_key_id
      where ${and(eq(entries.userId, userId), gte(entries.occurredAt, from), before(query), matches(query))}
      order by occurred_at desc, generation_id desc
      limit ${limit + 1}`,
  );
}

/** What `eventsAsColumn` holds. */
export function eventPage(column: unknown, limit: number): EventPage {
  const rows = rowsOfLists(COLUMN_NAMES, column);
  const events = rows.slice(0, limit).map(parseEvent);
  const last = events.at(-1);
  return { events, next: rows.length > limit && last ? last : null };
}

/**
 * From where on, backwards. One bound, not the range's end besides: Postgres would enter the index there, and pass all
 * that is newer than the cursor. A comparison of rows is how the index is read.
 */
function before({ to, after }: EventQuery): SQL {
  if (!after || after.occurredAt >= to) return lt(entries.occurredAt, to);
  const { occurredAt, generationId } = after;
  return sql`(${entries.occurredAt}, ${entries.generationId}) < (${occurredAt.toISOString()}::timestamptz, ${generationId}::uuid)`;
}

/** A row of `EVENT_COLUMNS`. */
export function parseEvent(row: Row): LoggedEvent {
  const chatIdText = textOrNull(row.chat_id);
  const chatId = chatIdText === null ? null : asId<ChatId>(chatIdText);
  const chatTitle = textOrNull(row.chat_title);
  const keyId = textOrNull(row.api_key_id);
  return {
    generationId: asId<GenerationId>(String(row.generation_id)),
    occurredAt: instantOf(row.occurred_at),
    provider: String(row.provider),
    model: String(row.model),
    via: oneOf(row.via, VIAS),
    chatId,
    chat: chatId === null || chatTitle === null ? null : { id: chatId, title: chatTitle },
    apiKey: keyId === null ? null : { id: asId<ApiKeyId>(keyId), name: textOrNull(row.key_name) },
    usage: {
      uncached: Number(row.uncached_tokens),
      cacheRead: Number(row.cache_read_tokens),
      cacheWrite: Number(row.cache_write_tokens),
      output: Number(row.output_tokens),
      reasoning: Number(row.reasoning_tokens),
    },
    costPico: picoOrNull(row.cost_pico),
    outcome: oneOf(row.outcome, OUTCOMES),
    basis: oneOf(row.basis, BASES),
    durationMs: Number(row.duration_ms),
    timeToFirstTokenMs: row.time_to_first_token_ms === null ? null : Number(row.time_to_first_token_ms),
  };
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new TypeError(`The ledger says “${value}”, which the app doesn’t know.`);
  return found;
}
