import type { OpenMeter } from '@openmeter/sdk';
import { picoOrNull } from '@/lib/db/row-values';
import { apiKeys, balances, chats, generations, ledgerEntries, outbox, users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { type ApiKeyId, asId, type ChatId, type GenerationId, newId, type UserId } from '@/lib/ids';
import { deliverBatch } from '@/lib/openmeter/deliver';
import { usageEvent } from '@/lib/openmeter/event';
import { embeddedClient } from '@/lib/openmeter/testing/embedded-client';
import { costOf } from '@/lib/pricing/cost';
import { priceFor } from '@/lib/pricing/price-book';
import { ratesToJson } from '@/lib/pricing/rates';
import { usageOfEntry } from '@/lib/pricing/token-usage';
import { VIAS } from '@/lib/vocabulary';
import { createRandom } from '@/tests/support/random';
import { billingPeriodOf } from '../period';
import type { Span } from '../span';

export type SeededEntry = typeof ledgerEntries.$inferSelect;

/** The last but one has prices of its own for writing to the cache and for long prompts; the last has none at all. */
const SEEDED_MODELS = ['gpt-5-mini', 'gpt-5', 'gpt-4.1', 'gpt-4o-mini', 'o3', 'gpt-6-sol', 'llama-of-my-own'];

const ROWS_PER_INSERT = 1_000;

/** The embedded meter on a database, with a count of the queries it got. */
export function meterOf(db: Database) {
  const meter = {
    queries: 0,
    client: embeddedClient(db, {
      answer(request, embedded) {
        if (request.url.includes('/query')) meter.queries += 1;
        return embedded(request);
      },
    }),
  };
  return meter;
}

/** A member who has used nothing yet, and whom no mail can reach. */
export async function newPerson(db: Database): Promise<UserId> {
  const id = newId<UserId>();
  await db.insert(users).values({ id, kind: 'member' });
  return id;
}

/** Chats without messages, in the order of their titles. */
export async function newChats(db: Database, userId: UserId, titles: readonly string[]): Promise<ChatId[]> {
  const rows = titles.map((title) => ({ id: newId<ChatId>(), userId, title, model: 'gpt-5' }));
  await db.insert(chats).values(rows);
  return rows.map(({ id }) => id);
}

/** Keys that usage can be booked on. No secret opens them. */
export async function newKeys(db: Database, userId: UserId, names: readonly string[]): Promise<ApiKeyId[]> {
  const rows = names.map((name) => ({ id: newId<ApiKeyId>(), userId, name }));
  await db.insert(apiKeys).values(rows);
  return rows.map(({ id }) => id);
}

interface Seed extends Span {
  userId: UserId;
  count: number;
  /** The same one makes the same usage. */
  seed?: number;
  models?: readonly string[];
  /** What calls in the browser and through the API belong to; left out, to nothing. */
  chatIds?: readonly ChatId[];
  keyIds?: readonly ApiKeyId[];
}

/** Books random generations as `settle` does, many at a time: ledger, outbox and balances. Nothing is delivered. */
export async function seedUsage(db: Database, seed: Seed): Promise<SeededEntry[]> {
  const random = createRandom(seed.seed ?? 1).next;
  const entries = Array.from({ length: seed.count }, () => randomEntry(seed, random));
  for (let start = 0; start < entries.length; start += ROWS_PER_INSERT) {
    const batch = entries.slice(start, start + ROWS_PER_INSERT);
    await db.insert(generations).values(batch.map(toGeneration));
    await db.insert(ledgerEntries).values(batch);
    await db.insert(outbox).values(batch.map(toOutboxRow));
  }
  await addToBalances(db, seed.userId, entries);
  return entries;
}

/** Sends all that is due to the meter, as the relay does. */
export async function deliverAll(db: Database, openMeter: OpenMeter): Promise<void> {
  let delivered = 1;
  while (delivered > 0) delivered = (await deliverBatch(db, openMeter)).delivered;
}

function randomEntry(
  { userId, from, to, models = SEEDED_MODELS, chatIds = [], keyIds = [] }: Seed,
  random: () => number,
): SeededEntry {
  const upTo = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[], fallback: T) => values[upTo(values.length)] ?? fallback;
  const generationId = newId<GenerationId>();
  const occurredAt = new Date(from.getTime() + upTo(to.getTime() - from.getTime()));
  const model = pick(models, 'gpt-5');
  const rates = priceFor({ provider: 'openai', model, at: occurredAt });
  const longFrom = rates?.tiers[0]?.aboveInputTokens ?? 0;
  const isLong = longFrom > 0 && upTo(3) === 0;
  const prompt = (isLong ? longFrom : 50) + 1 + upTo(20_000);
  const cacheRead = upTo(3) === 0 ? upTo(prompt) : 0;
  const writesCache = rates !== undefined && rates.cacheWritePico !== rates.inputPico && upTo(3) === 0;
  const cacheWrite = writesCache ? upTo(prompt - cacheRead) : 0;
  const output = upTo(3_000);
  const usage = {
    uncached: prompt - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output,
    reasoning: upTo(2) === 0 ? upTo(output + 1) : 0,
  };
  const via = pick(VIAS, 'chat');
  return {
    generationId,
    eventId: `resp_${generationId}`,
    responseId: `resp_${generationId}`,
    userId,
    chatId: via === 'api' ? null : (chatIds[upTo(chatIds.length)] ?? null),
    messageId: null,
    apiKeyId: via === 'api' ? (keyIds[upTo(keyIds.length)] ?? null) : null,
    via,
    provider: 'openai',
    model,
    periodStart: billingPeriodOf(occurredAt).start,
    occurredAt,
    outcome: pick(['complete', 'complete', 'complete', 'complete', 'stopped', 'failed'], 'complete'),
    basis: upTo(10) === 0 ? 'estimated' : 'exact',
    uncachedTokens: usage.uncached,
    cacheReadTokens: usage.cacheRead,
    cacheWriteTokens: usage.cacheWrite,
    outputTokens: usage.output,
    reasoningTokens: usage.reasoning,
    rates: rates ? ratesToJson(rates) : null,
    costPico: rates ? costOf(usage, rates) : null,
    durationMs: 200 + upTo(20_000),
    timeToFirstTokenMs: output === 0 ? null : 100 + upTo(1_500),
  };
}

function toGeneration(entry: SeededEntry): typeof generations.$inferInsert {
  const { generationId, userId, via, provider, model, periodStart, occurredAt } = entry;
  return {
    id: generationId,
    userId,
    via,
    provider,
    model,
    periodStart,
    state: 'settled',
    holdPico: 0n,
    promptTokens: 0,
    maxOutputTokens: 0,
    reservedAt: occurredAt,
    settledAt: occurredAt,
  };
}

function toOutboxRow(entry: SeededEntry): typeof outbox.$inferInsert {
  const event = usageEvent({
    ...entry,
    id: entry.eventId,
    userId: asId<UserId>(entry.userId),
    apiKeyId: entry.apiKeyId === null ? null : asId<ApiKeyId>(entry.apiKeyId),
    usage: usageOfEntry(entry),
    costPico: picoOrNull(entry.costPico),
  });
  return { generationId: entry.generationId, userId: entry.userId, event };
}

async function addToBalances(db: Database, userId: UserId, entries: readonly SeededEntry[]): Promise<void> {
  const used = new Map<number, bigint>();
  for (const { periodStart, costPico } of entries) {
    const start = periodStart.getTime();
    used.set(start, (used.get(start) ?? 0n) + (costPico ?? 0n));
  }
  const rows = [...used].map(([start, usedPico]) => ({ userId, periodStart: new Date(start), usedPico }));
  if (rows.length > 0) await db.insert(balances).values(rows).onConflictDoNothing();
}
