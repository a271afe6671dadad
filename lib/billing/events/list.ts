import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { chats, ledgerEntries as entries } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { asId, type ChatId, type GenerationId, type UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import type { TokenUsage } from '@/lib/pricing/token-usage';
import { matches, within } from '../ledger-filter';
import type { Span } from '../ranges';
import type { UsageFilter, Via } from '../view';
import type { EventCursor } from './cursor';

/** One call of a model, as the log shows it. */
export interface LoggedEvent {
  generationId: GenerationId;
  occurredAt: Date;
  provider: string;
  model: string;
  via: Via;
  /** null where there is none, or no longer. */
  chat: { id: ChatId; title: string } | null;
  usage: TokenUsage;
  /** null: unpriced. */
  costPico: PicoUsd | null;
  outcome: 'complete' | 'stopped' | 'failed';
  basis: 'exact' | 'estimated';
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
  const rows = await db
    .select({ entry: entries, chatTitle: chats.title })
    .from(entries)
    .leftJoin(chats, eq(chats.id, entries.chatId))
    .where(
      and(
        eq(entries.userId, query.userId),
        within(query),
        matches(query),
        query.after ? before(query.after) : undefined,
      ),
    )
    .orderBy(desc(entries.occurredAt), desc(entries.generationId))
    .limit(query.limit + 1);
  const events = rows.slice(0, query.limit).map(({ entry, chatTitle }) => toLoggedEvent(entry, chatTitle));
  const last = events.at(-1);
  return { events, next: rows.length > query.limit && last ? last : null };
}

/** Written as one comparison of rows, which is how the index is read. */
function before({ occurredAt, generationId }: EventCursor): SQL {
  return sql`(${entries.occurredAt}, ${entries.generationId}) < (${occurredAt.toISOString()}::timestamptz, ${generationId}::uuid)`;
}

/** A row of the ledger as the log shows it. */
export function toLoggedEvent(entry: typeof entries.$inferSelect, chatTitle: string | null): LoggedEvent {
  return {
    generationId: asId<GenerationId>(entry.generationId),
    occurredAt: entry.occurredAt,
    provider: entry.provider,
    model: entry.model,
    via: entry.via,
    chat: entry.chatId && chatTitle !== null ? { id: asId<ChatId>(entry.chatId), title: chatTitle } : null,
    usage: {
      uncached: entry.uncachedTokens,
      cacheRead: entry.cacheReadTokens,
      cacheWrite: entry.cacheWriteTokens,
      output: entry.outputTokens,
      reasoning: entry.reasoningTokens,
    },
    costPico: entry.costPico === null ? null : picoUsd(entry.costPico),
    outcome: entry.outcome,
    basis: entry.basis,
    durationMs: entry.durationMs,
    timeToFirstTokenMs: entry.timeToFirstTokenMs,
  };
}
