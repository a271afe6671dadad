import { eq, type SQL, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser, settleGeneration } from '@/tests/support/metering';
import { createKey } from '../api-keys/create';
import { apiKeyBalances, generations, ledgerEntries } from '../db/schema';
import type { ApiKeyId } from '../ids';
import { parseUsd } from '../money';
import type { KeyLimits } from './call';
import { KeyRateLimitError, KeySpendLimitError, PromptBeyondRateLimitError } from './errors';
import { openGeneration } from './open';
import { reserve } from './reserve';
import type { ReportedUsage } from './usage';
import { voidGeneration } from './void';

const prompt = { promptTokens: 100, maxOutputTokens: 1_000 };
/** What upstream reports of a call, with a reply of ten tokens. */
const reportOf = (inputTokens: ReportedUsage['inputTokens']) => ({
  inputTokens,
  outputTokens: { total: 10 },
});

describeOnDatabases('the limits of a key', (db) => {
  async function setUp(limits: Partial<KeyLimits> = {}) {
    const userId = await newUser(db());
    const { id } = await createKey(db(), { userId, name: 'test' });
    const apiKey: KeyLimits = {
      id,
      spendLimitPico: null,
      requestsPerMinute: 1_000,
      tokensPerMinute: 1_000_000,
      ...limits,
    };
    return { userId, apiKey, call: callOf(userId, { apiKey, allowancePico: null }) };
  }

  async function balanceOf(id: ApiKeyId) {
    const [balance] = await db().select().from(apiKeyBalances).where(eq(apiKeyBalances.apiKeyId, id));
    return balance;
  }

  async function beginMinute(id: ApiKeyId, windowStartedAt: SQL) {
    await db().update(apiKeyBalances).set({ windowStartedAt }).where(eq(apiKeyBalances.apiKeyId, id));
  }

  const endMinute = (id: ApiKeyId) => beginMinute(id, sql`now() - interval '1 minute'`);

  it('hold back what a call can cost, and take what it did cost', async () => {
    const { userId, apiKey } = await setUp({ spendLimitPico: parseUsd('1') });
    const { costPico, generationId } = await settleGeneration(db(), userId, {}, { apiKey });
    expect(await balanceOf(apiKey.id)).toMatchObject({ usedPico: costPico, heldPico: 0n, windowRequests: 1 });
    const [entry] = await db()
      .select()
      .from(ledgerEntries)
      .where(eq(ledgerEntries.generationId, generationId));
    expect(entry?.apiKeyId).toBe(apiKey.id);
  });

  it('let go of what was held for a call that cost nothing', async () => {
    const { apiKey, call } = await setUp({ spendLimitPico: parseUsd('1') });
    const { generationId } = await reserve(db(), call, prompt);
    expect((await balanceOf(apiKey.id))?.heldPico).toBeGreaterThan(0n);
    await voidGeneration(db(), generationId);
    expect(await balanceOf(apiKey.id)).toMatchObject({ usedPico: 0n, heldPico: 0n });
  });

  it('are never passed, however many calls race', async () => {
    const spendLimitPico = parseUsd('0.01');
    const { apiKey, call } = await setUp({ spendLimitPico });
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => reserve(db(), call, prompt)));
    const refused = calls.filter((each) => each.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(KeySpendLimitError);
    const balance = await balanceOf(apiKey.id);
    expect(balance?.heldPico).toBeGreaterThan(0n);
    expect(balance?.heldPico).toBeLessThanOrEqual(spendLimitPico);
  });

  // The API could not tell of it: nothing but the minute's own refusals said so.
  it.each([
    ['the key’s own limit', { spendLimitPico: parseUsd('0.01') }, null],
    ['the allowance', {}, parseUsd('0.01')],
  ])('say how far the key is in its minute where %s is short', async (_, limits, allowancePico) => {
    const { userId, apiKey } = await setUp(limits);
    const call = callOf(userId, { apiKey, allowancePico });
    await reserve(db(), call, { promptTokens: 100, maxOutputTokens: 100_000 });
    await expect(reserve(db(), call, prompt)).rejects.toMatchObject({
      shortfall: {
        reason: 'held by others',
        keyRate: { limits: apiKey, window: { requests: 1, tokens: 100 } },
      },
    });
  });

  it('let through so many requests a minute, however many race', async () => {
    const { call } = await setUp({ requestsPerMinute: 5 });
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => reserve(db(), call, prompt)));
    const refused = calls.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(15);
    expect(refused[0]?.reason).toBeInstanceOf(KeyRateLimitError);
    expect(refused[0]?.reason).toMatchObject({ limited: 'requests' });
  });

  it('count the tokens of prompts and of replies', async () => {
    const { userId, apiKey, call } = await setUp({ tokensPerMinute: 250 });
    await settleGeneration(db(), userId, {}, { apiKey });
    expect(await balanceOf(apiKey.id)).toMatchObject({ windowTokens: 150 });
    expect(await reserve(db(), call, prompt)).toMatchObject({
      keyRate: { window: { requests: 2, tokens: 250 } },
    });
    await expect(reserve(db(), call, prompt)).rejects.toMatchObject({ limited: 'tokens' });
  });

  // The guess stayed until the minute was over: the third of such calls was refused.
  it('count a prompt by what upstream reports of it, in place of a guess', async () => {
    const { apiKey, call } = await setUp({ tokensPerMinute: 80_000 });
    const ask = async () => {
      const generation = await openGeneration(meteringOf(db()), call, { promptTokens: 36_000 });
      generation.tally.reportedUsage = reportOf({ total: 1_400, cacheRead: 1_000 });
      return generation;
    };
    const first = await Promise.all([ask(), ask()]);
    await expect(ask()).rejects.toMatchObject({ limited: 'tokens' });
    await Promise.all(first.map((generation) => generation.settle('complete')));
    expect(await balanceOf(apiKey.id)).toMatchObject({ windowTokens: 2 * 1_410 });
    await expect(reserve(db(), call, { ...prompt, promptTokens: 36_000 })).resolves.toBeDefined();
  });

  it('count a prompt that has more than was counted of it', async () => {
    const { userId, apiKey } = await setUp();
    const usage = { uncached: 90, cacheRead: 40, cacheWrite: 10, output: 50, reasoning: 0 };
    await settleGeneration(db(), userId, { usage }, { apiKey });
    expect(await balanceOf(apiKey.id)).toMatchObject({ windowTokens: 140 + 50 });
  });

  it('leave a prompt in the minute that it was sent in', async () => {
    const { apiKey, call } = await setUp();
    const generation = await openGeneration(meteringOf(db()), call, { promptTokens: 100 });
    await endMinute(apiKey.id);
    await db()
      .update(generations)
      .set({ dispatchedAt: sql`dispatched_at - interval '1 minute'` })
      .where(eq(generations.id, generation.id));
    await reserve(db(), call, prompt);
    generation.tally.reportedUsage = reportOf({ total: 20 });
    await generation.settle('complete');
    expect(await balanceOf(apiKey.id)).toMatchObject({ windowTokens: 100 + 10 });
  });

  // A refused call was counted in what it was told, so that a key with tokens left seemed to have none.
  it('tell a call that is refused what is really left', async () => {
    const { call } = await setUp({ requestsPerMinute: 5, tokensPerMinute: 250 });
    await reserve(db(), call, prompt);
    const long = { ...prompt, promptTokens: 200 };
    for (const _ of [1, 2]) {
      await expect(reserve(db(), call, long)).rejects.toMatchObject({
        limited: 'tokens',
        keyRate: { window: { requests: 1, tokens: 100 } },
      });
    }
  });

  it('tell it of those that were let through with it at the same moment', async () => {
    const { call } = await setUp({ requestsPerMinute: 5 });
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => reserve(db(), call, prompt)));
    for (const each of calls) {
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject({ keyRate: { window: { requests: 5, tokens: 500 } } });
    }
    expect(calls.filter(({ status }) => status === 'rejected')).toHaveLength(15);
  });

  // It was told to try again when the minute is over, for ever.
  it('say of a prompt that is beyond a whole minute’s tokens that it is', async () => {
    const { call } = await setUp({ tokensPerMinute: 99, requestsPerMinute: 1 });
    const refused = reserve(db(), call, prompt);
    await expect(refused).rejects.toThrow(
      'This prompt has 100 tokens, and this API key may use 99 a minute. Shorten it.',
    );
    await expect(refused).rejects.toBeInstanceOf(PromptBeyondRateLimitError);
  });

  // Until the clock had come so far again, the key was refused, and told to wait for as long.
  it('begin anew when the clock of the database was put back to before the minute', async () => {
    const { apiKey, call } = await setUp({ requestsPerMinute: 1 });
    const first = await openGeneration(meteringOf(db()), call, { promptTokens: 100 });
    await beginMinute(apiKey.id, sql`now() + interval '2 hours'`);
    first.tally.addText('one two three');
    await first.settle('complete');
    expect(await balanceOf(apiKey.id)).toMatchObject({ windowTokens: 100 });
    const { keyRate } = await reserve(db(), call, prompt);
    expect(keyRate?.window).toEqual({ requests: 1, tokens: 100, secondsLeft: 60 });
    await expect(reserve(db(), call, prompt)).rejects.toThrow(KeyRateLimitError);
  });

  it('begin anew when the minute is over', async () => {
    const { apiKey, call } = await setUp({ requestsPerMinute: 1 });
    await reserve(db(), call, prompt);
    await expect(reserve(db(), call, prompt)).rejects.toThrow(KeyRateLimitError);
    await endMinute(apiKey.id);
    expect(await reserve(db(), call, prompt)).toMatchObject({ keyRate: { window: { requests: 1 } } });
  });
});
