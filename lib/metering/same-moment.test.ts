import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, newUser, settleGeneration } from '@/tests/support/metering';
import { createKey } from '../api-keys/create';
import { apiKeyBalances, balances, generations } from '../db/schema';
import { newId, type UserId } from '../ids';
import { catalogModelById } from '../models/catalog-by-id';
import { type PicoUsd, picoUsd } from '../money';
import { holdTerms } from '../pricing/hold-terms';
import { priceFor } from '../pricing/price-book';
import type { Call, KeyLimits } from './call';
import { AllowanceExceededError, KeyRateLimitError, KeySpendLimitError } from './errors';
import { reserve } from './reserve';

const prompt = { promptTokens: 100, maxOutputTokens: 1_000 };
const { provider, id: model } = callOf(newId<UserId>()).model;
const terms = holdTerms(prompt.promptTokens, priceFor({ provider, model, at: new Date() }));
/** What a reply of so many tokens costs at most. */
const holdFor = (tokens: number) => picoUsd(terms.promptPico + terms.outputTokenPico * BigInt(tokens));

describeOnDatabases('calls of the same moment', (db) => {
  const reserveAll = (calls: Call[]) => Promise.allSettled(calls.map((call) => reserve(db(), call, prompt)));

  it('use an allowance to its end, the oldest first, and the last of them shorter', async () => {
    const userId = await newUser(db());
    const { costPico } = await settleGeneration(db(), userId);
    const roomPico = 3n * holdFor(1_000) + holdFor(400);
    const call = callOf(userId, { allowancePico: picoUsd((costPico ?? 0n) + roomPico) });
    const answers = await reserveAll(Array.from({ length: 10 }, () => call));
    expect(answers.slice(0, 4)).toMatchObject(
      [1_000, 1_000, 1_000, 400].map((maxOutputTokens) => ({ value: { maxOutputTokens } })),
    );
    for (const answer of answers.slice(4)) {
      expect(answer).toMatchObject({ reason: expect.any(AllowanceExceededError) });
    }
    const { balance, calls } = await booksOf(db(), userId);
    expect(balance?.heldPico).toBe(roomPico);
    expect(calls).toHaveLength(1 + 4);
  });

  it('don’t stand in each other’s way: an empty account is no one else’s', async () => {
    const poor = callOf(await newUser(db()), { allowancePico: picoUsd(0n) });
    const rich = callOf(await newUser(db()));
    const answers = await reserveAll([poor, rich, poor, rich]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('are billed each with an event of its own, also when upstream repeats a response id', async () => {
    const users = await Promise.all(Array.from({ length: 3 }, () => newUser(db())));
    const responseId = `chatcmpl-${users[0]}`;
    const settlements = await Promise.all(users.map((id) => settleGeneration(db(), id, { responseId })));
    const books = await Promise.all(users.map((id) => booksOf(db(), id)));
    const ownIds = settlements.map(({ generationId }) => generationId);
    const eventIds = books.map(({ entries }) => entries[0]?.eventId);
    expect(eventIds.filter((id) => id === responseId)).toHaveLength(1);
    for (const [n, id] of eventIds.entries()) {
      expect([responseId, ownIds[n]]).toContain(id);
      expect(books[n]?.events[0]?.event).toMatchObject({
        id,
        data: id === responseId ? {} : { response_id: responseId },
      });
    }
  });

  it('are billed each at its own rates, and one without a price at none', async () => {
    const userId = await newUser(db());
    const unpriced = catalogModelById('without-a-price', 'demo');
    const [priced, free] = await Promise.all([
      settleGeneration(db(), userId),
      settleGeneration(db(), userId, {}, { model: unpriced }),
    ]);
    expect(free?.costPico).toBeNull();
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries.map(({ costPico, rates }) => [costPico, rates === null])).toEqual([
      [priced?.costPico, false],
      [null, true],
    ]);
    expect(balance).toMatchObject({ usedPico: priced?.costPico, heldPico: 0n });
  });

  it('are held within every limit, and refused only where there is no room', async () => {
    const limit = fc.option(fc.integer({ min: 0, max: 6_000 }), { nil: null });
    const key = fc.record({ limit, requestsPerMinute: fc.integer({ min: 0, max: 8 }) });
    const person = fc.record({ limit, key });
    const race = fc.record({
      people: fc.array(person, { minLength: 1, maxLength: 3 }),
      calls: fc.array(fc.record({ person: fc.nat(2), withKey: fc.boolean() }), { maxLength: 24 }),
    });
    await fc.assert(
      fc.asyncProperty(race, async ({ people, calls }) => {
        const accounts = await Promise.all(people.map(openAccount));
        const asked = calls.map(({ person: n, withKey }) => {
          const account = accounts[n % accounts.length] ?? accounts[0];
          if (!account) throw new Error('There is always a person.');
          return { ...account.call, ...(withKey && { apiKey: account.key }) };
        });
        const answers = await reserveAll(asked);
        await check(asked, answers);
      }),
      { numRuns: 25 },
    );
  });

  async function openAccount(person: {
    limit: number | null;
    key: { limit: number | null; requestsPerMinute: number };
  }) {
    const userId = await newUser(db());
    const { id } = await createKey(db(), { userId, name: 'test' });
    const sumOf = (tokens: number | null): PicoUsd | null =>
      tokens === null ? null : picoUsd(terms.outputTokenPico * BigInt(tokens));
    const key: KeyLimits = {
      id,
      spendLimitPico: sumOf(person.key.limit),
      requestsPerMinute: person.key.requestsPerMinute,
      tokensPerMinute: 1_000_000,
    };
    return { call: callOf(userId, { allowancePico: sumOf(person.limit) }), key };
  }

  async function check(calls: ReturnType<typeof callOf>[], answers: Awaited<ReturnType<typeof reserveAll>>) {
    const accounts = await db().select().from(balances);
    const keys = await db().select().from(apiKeyBalances);
    const held = await db().select().from(generations);
    for (const [n, call] of calls.entries()) {
      const answer = answers[n];
      const account = accounts.find(({ userId }) => userId === call.userId);
      const key = keys.find(({ apiKeyId }) => apiKeyId === call.apiKey?.id);
      const own = held.filter(({ userId }) => userId === call.userId);
      expect(account?.heldPico).toBe(own.reduce((sum, { holdPico }) => sum + holdPico, 0n));
      const accountRoom = roomOf(call.allowancePico, account?.heldPico);
      const keyRoom = roomOf(call.apiKey?.spendLimitPico ?? null, key?.heldPico);
      expect(accountRoom).toBeGreaterThanOrEqual(0n);
      expect(keyRoom).toBeGreaterThanOrEqual(0n);
      if (call.apiKey) {
        expect(key?.windowRequests).toBe(own.filter(({ apiKeyId }) => apiKeyId === call.apiKey?.id).length);
        expect(key?.windowRequests).toBeLessThanOrEqual(call.apiKey.requestsPerMinute);
      }
      if (answer?.status !== 'rejected') continue;
      // Nothing is let go of meanwhile, so that what fits at the end would have fitted before.
      const { reason } = answer;
      if (reason instanceof KeyRateLimitError)
        expect(key?.windowRequests).toBe(call.apiKey?.requestsPerMinute);
      else if (reason instanceof KeySpendLimitError) expect(keyRoom).toBeLessThan(holdFor(256));
      else {
        expect(reason).toBeInstanceOf(AllowanceExceededError);
        expect(accountRoom).toBeLessThan(holdFor(256));
      }
    }
  }
});

function roomOf(limitPico: PicoUsd | null, heldPico: bigint | undefined): bigint {
  return limitPico === null ? 10n ** 18n : limitPico - (heldPico ?? 0n);
}
