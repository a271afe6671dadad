import { and, eq } from 'drizzle-orm';
import { chats, ledgerEntries as entries, generations, outbox } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { NotFoundError } from '@/lib/errors';
import type { GenerationId, UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import { type Rates, ratesForPrompt, ratesFromJson } from '@/lib/pricing/rates';
import { inputTokens, type TokenUsage } from '@/lib/pricing/token-usage';
import { type LoggedEvent, toLoggedEvent } from './list';

/** One line of the sum: tokens × rate = cost. */
export interface ReceiptLine {
  kind: 'input' | 'cached' | 'cache-write' | 'output';
  tokens: number;
  ratePico: bigint;
  costPico: PicoUsd;
}

/** All that is known of one event and how its cost came about. */
export interface Receipt extends LoggedEvent {
  /** The model that was asked for; `model` is the one that answered. */
  askedModel: string;
  /** The id of the event at OpenMeter. */
  eventId: string;
  /** The id that upstream gave its response. */
  responseId: string | null;
  /** null: unpriced. */
  price: { lines: ReceiptLine[]; startsOn: string; source: string; longPromptAbove: number | null } | null;
  delivery: { state: 'pending' | 'delivered' | 'parked'; deliveredAt: Date | null };
}

/**
 * The receipt of an event, in one statement.
 *
 * @throws NotFoundError when there is no such event, or it is somebody else's.
 */
export async function readReceipt(db: Database, userId: UserId, id: GenerationId): Promise<Receipt> {
  const [row] = await db
    .select({
      entry: entries,
      chatTitle: chats.title,
      askedModel: generations.model,
      state: outbox.state,
      deliveredAt: outbox.deliveredAt,
    })
    .from(entries)
    .innerJoin(generations, eq(generations.id, entries.generationId))
    .innerJoin(outbox, eq(outbox.generationId, entries.generationId))
    .leftJoin(chats, eq(chats.id, entries.chatId))
    .where(and(eq(entries.generationId, id), eq(entries.userId, userId)));
  if (!row) throw new NotFoundError('receipt');
  const event = toLoggedEvent(row.entry, row.chatTitle);
  return {
    ...event,
    askedModel: row.askedModel,
    eventId: row.entry.eventId,
    responseId: row.entry.responseId,
    price: row.entry.rates === null ? null : priceOf(event.usage, ratesFromJson(row.entry.rates)),
    delivery: { state: row.state, deliveredAt: row.deliveredAt },
  };
}

function priceOf(usage: TokenUsage, rates: Rates): Receipt['price'] {
  const reached = ratesForPrompt(rates, inputTokens(usage));
  const tier = rates.tiers.find((each) => each === reached);
  return {
    lines: [
      line('input', usage.uncached, reached.inputPico),
      line('cached', usage.cacheRead, reached.cacheReadPico),
      line('cache-write', usage.cacheWrite, reached.cacheWritePico),
      line('output', usage.output, reached.outputPico),
    ].filter(({ kind, tokens }) => kind !== 'cache-write' || tokens > 0),
    startsOn: rates.startsOn,
    source: rates.source,
    longPromptAbove: tier?.aboveInputTokens ?? null,
  };
}

function line(kind: ReceiptLine['kind'], tokens: number, ratePico: bigint): ReceiptLine {
  return { kind, tokens, ratePico, costPico: picoUsd(BigInt(tokens) * ratePico) };
}
