import { eq } from 'drizzle-orm';
import { balances, generations, ledgerEntries, outbox, users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { newId, type UserId } from '@/lib/ids';
import type { Call, SpendLimit } from '@/lib/metering/call';
import { Checkpointer } from '@/lib/metering/checkpointer';
import type { Metering } from '@/lib/metering/context';
import { dispatch } from '@/lib/metering/dispatch';
import type { Ending } from '@/lib/metering/ending';
import { AllowanceExceededError } from '@/lib/metering/errors';
import { type Reservation, reserve } from '@/lib/metering/reserve';
import { settle } from '@/lib/metering/settle';
import { catalogModelById } from '@/lib/models/catalog-by-id';
import { DEMO_MODELS } from '@/lib/models/demo-models';
import { createLanguageModels } from '@/lib/models/language-models';
import { upstreamFetch } from '@/lib/models/upstream-fetch';
import { type PicoUsd, parseUsd } from '@/lib/money';

export async function newUser(db: Database): Promise<UserId> {
  const id = newId<UserId>();
  await db.insert(users).values({ id, kind: 'member' });
  return id;
}

export function meteringOf(db: Database): Metering {
  return { db, checkpointer: new Checkpointer(async () => db) };
}

/** A call of the demo model with a dollar to spend, but for what is given. */
export function callOf(
  userId: UserId,
  { allowancePico = parseUsd('1'), ...overrides }: Partial<Call> & { allowancePico?: PicoUsd | null } = {},
): Call & { allowancePico: PicoUsd | null } {
  return {
    userId,
    via: 'chat',
    model: DEMO_MODELS[0] ?? catalogModelById('tokentally-demo', 'demo'),
    allowancePico,
    spendLimit: within(allowancePico),
    stop: new AbortController().signal,
    ...overrides,
  };
}

/** The limit of a person who may use so much in the billing period, by their plan; null: as much as they like. */
export function within(limitPico: PicoUsd | null): () => Promise<SpendLimit> {
  return async () => ({ limitPico, refusal: (shortfall) => new AllowanceExceededError(shortfall) });
}

/** The unmetered clients of an upstream: OpenAI's, one for each API, and that of a compatible server. */
export function clientsOf(url: string) {
  const server = { baseUrl: url, apiKey: 'test-key-of-upstream', fetch: upstreamFetch };
  const model = (provider: 'openai' | 'compatible', api: 'chat' | 'responses') =>
    createLanguageModels({ ...server, provider, api })('tokentally-demo');
  return {
    chat: model('openai', 'chat'),
    responses: model('openai', 'responses'),
    compatible: model('compatible', 'chat'),
  };
}

/** Everything that the books say of a person. */
export async function booksOf(db: Database, userId: UserId) {
  const [calls, entries, events, [balance]] = await Promise.all([
    db.select().from(generations).where(eq(generations.userId, userId)).orderBy(generations.id),
    db
      .select()
      .from(ledgerEntries)
      .where(eq(ledgerEntries.userId, userId))
      .orderBy(ledgerEntries.generationId),
    db.select().from(outbox).where(eq(outbox.userId, userId)).orderBy(outbox.id),
    db.select().from(balances).where(eq(balances.userId, userId)),
  ]);
  return { calls, entries, events, balance };
}

/** Resolves once every generation of a person has ended. */
export async function settled(db: Database, userId: UserId) {
  for (;;) {
    const books = await booksOf(db, userId);
    const open = books.calls.filter((call) => call.state === 'reserved' || call.state === 'dispatched');
    // Read again: the tables were read one beside the other, some perhaps before the end was written.
    if (books.calls.length > 0 && open.length === 0) return booksOf(db, userId);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How a generation ended that had a hundred tokens in and fifty out, if nothing else is said. */
export function endingOf(
  call: Call,
  { generationId, reservedAt }: Pick<Reservation, 'generationId' | 'reservedAt'>,
  rest: Partial<Ending> = {},
): Ending {
  return {
    generationId,
    userId: call.userId,
    via: call.via,
    apiKeyId: call.apiKey?.id ?? null,
    provider: call.model.provider,
    askedModel: call.model.id,
    reservedAt,
    responseId: null,
    responseModel: null,
    occurredAt: reservedAt,
    outcome: 'complete',
    basis: 'exact',
    usage: { uncached: 100, cacheRead: 0, cacheWrite: 0, output: 50, reasoning: 0 },
    durationMs: 1_000,
    timeToFirstTokenMs: 200,
    ...rest,
  };
}

/** Settles a generation of so many output tokens, without any upstream. */
export async function settleGeneration(
  db: Database,
  userId: UserId,
  ending: Partial<Ending> = {},
  overrides: Partial<Call> = {},
) {
  const call = callOf(userId, { allowancePico: null, ...overrides });
  const reservation = await reserve(db, call, { promptTokens: 100, maxOutputTokens: 1_000 });
  await dispatch(db, reservation.generationId);
  const reservedAt = ending.occurredAt ?? reservation.reservedAt;
  const responseId = `chatcmpl-${reservation.generationId}`;
  const settlement = await settle(db, endingOf(call, reservation, { reservedAt, responseId, ...ending }));
  return { ...settlement, generationId: reservation.generationId };
}
