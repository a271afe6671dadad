import { sql } from 'drizzle-orm';
import { instantOrNull, textOrNull } from '@/lib/db/row-values';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { NotFoundError } from '@/lib/errors';
import type { GenerationId, UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import { type Rates, ratesForPrompt, ratesFromJson } from '@/lib/pricing/rates';
import { inputTokens, type TokenUsage } from '@/lib/pricing/token-usage';
import { EVENT_COLUMNS, type LoggedEvent, parseEvent } from './list';

/** One line of the sum: tokens × rate = cost. */
export interface ReceiptLine {
  kind: 'input' | 'cached' | 'cache-write' | 'output';
  tokens: number;
  ratePico: bigint;
  costPico: PicoUsd;
}

/** By what an event was charged. */
export interface ReceiptPrice extends Pick<Rates, 'startsOn' | 'source' | 'listedOn'> {
  lines: ReceiptLine[];
  /** The length of prompt above which it holds; null: it holds for any. */
  longPromptAbove: number | null;
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
  price: ReceiptPrice | null;
  delivery: { state: 'pending' | 'delivered' | 'parked'; deliveredAt: Date | null };
}

/**
 * The receipt of an event, in one statement.
 *
 * @throws NotFoundError when there is no such event, or it is somebody else's.
 */
export async function readReceipt(db: Database, userId: UserId, id: GenerationId): Promise<Receipt> {
  const statement = sql`
    select ${EVENT_COLUMNS}, event_id, ledger_entries.response_id, rates, generations.model as asked_model,
      outbox.state as delivery_state, delivered_at
    from ledger_entries
    join generations on generations.id = ledger_entries.generation_id
    join outbox using (generation_id)
    left join chats on chats.id = ledger_entries.chat_id and chats.deleted_at is null
    left join api_keys on api_keys.id = ledger_entries.api_key_id
    where ledger_entries.generation_id = ${id}::uuid and ledger_entries.user_id = ${userId}::uuid`;
  const [receipt] = await queryRows(db, statement, parseReceipt);
  if (!receipt) throw new NotFoundError('receipt');
  return receipt;
}

function parseReceipt(row: Row): Receipt {
  const event = parseEvent(row);
  const state = row.delivery_state;
  return {
    ...event,
    askedModel: String(row.asked_model),
    eventId: String(row.event_id),
    responseId: textOrNull(row.response_id),
    price: row.rates === null ? null : priceOf(event.usage, ratesFromJson(row.rates)),
    delivery: {
      state: state === 'delivered' || state === 'parked' ? state : 'pending',
      deliveredAt: instantOrNull(row.delivered_at),
    },
  };
}

function priceOf(usage: TokenUsage, rates: Rates): ReceiptPrice {
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
    listedOn: rates.listedOn,
    longPromptAbove: tier?.aboveInputTokens ?? null,
  };
}

function line(kind: ReceiptLine['kind'], tokens: number, ratePico: bigint): ReceiptLine {
  return { kind, tokens, ratePico, costPico: picoUsd(BigInt(tokens) * ratePico) };
}
