import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, streamText } from 'ai';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, clientsOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { generations } from '../db/schema';
import type { UserId } from '../ids';
import { meteredModel } from './metered-model';
import { recover } from './recover';

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream({ tokenDelayMs: 20 });
});
afterEach(() => upstream.journal.clear());
afterAll(() => upstream.close());

describeOnDatabases('a reply whose process was taken for dead while it lived', (db) => {
  /** As if its process had been silent for a minute, and another one had looked. Again, where a checkpoint tells of its life in between. */
  async function takeForDead(userId: UserId): Promise<void> {
    let ended = 0;
    while (ended === 0) {
      await db()
        .update(generations)
        .set({ aliveAt: sql`now() - interval '1 minute'` })
        .where(eq(generations.userId, userId));
      ended = await recover(db());
    }
  }

  /** Upstream's model, with some of it done in another way. */
  function modelWith(other: (model: LanguageModelV4) => Partial<LanguageModelV4>): LanguageModelV4 {
    const { chat } = clientsOf(upstream.url);
    return {
      specificationVersion: chat.specificationVersion,
      provider: chat.provider,
      modelId: chat.modelId,
      supportedUrls: chat.supportedUrls,
      doStream: chat.doStream.bind(chat),
      doGenerate: chat.doGenerate.bind(chat),
      ...other(chat),
    };
  }

  // It looked like a reply that a person had stopped.
  it('says so while it streams, and is stopped, with at most 64 tokens unbilled', async () => {
    const userId = await newUser(db());
    const model = meteredModel({ unmetered: clientsOf(upstream.url).chat }, meteringOf(db()), callOf(userId));
    const result = streamText({ model, prompt: '/long', onError() {} });
    let isTaken = false;
    const errors: unknown[] = [];
    for await (const part of result.stream) {
      if (part.type === 'error') errors.push(part.error);
      if (part.type !== 'text-delta' || isTaken || upstream.journal.totals().outputTokens < 50) continue;
      await takeForDead(userId);
      isTaken = true;
    }
    const { entries } = await settled(db(), userId);
    await upstream.journal.idle();
    const [record] = upstream.journal.records();
    expect(errors).toMatchObject([{ code: 'reply_lost' }]);
    expect(entries).toMatchObject([{ outcome: 'failed', basis: 'estimated' }]);
    expect(record?.outcome).toBe('cancelled');
    expect(Number(record?.outputTokens) - Number(entries[0]?.outputTokens)).toBeLessThanOrEqual(64);
  });

  it('says so while it waits for its first word', async () => {
    const [userId, metering] = [await newUser(db()), meteringOf(db())];
    const silent = modelWith(() => ({
      async doStream({ abortSignal }) {
        await takeForDead(userId);
        const monotonicMs = performance.now();
        vi.spyOn(performance, 'now').mockReturnValue(monotonicMs + 3_000);
        await metering.checkpointer.flush();
        vi.restoreAllMocks();
        throw abortSignal?.reason;
      },
    }));
    const model = meteredModel({ unmetered: silent }, metering, callOf(userId));
    const errors: unknown[] = [];
    for await (const part of streamText({ model, prompt: 'Hello!', onError() {} }).stream) {
      if (part.type === 'error') errors.push(part.error);
    }
    expect(errors).toMatchObject([{ code: 'reply_lost' }]);
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ outcome: 'failed', outputTokens: 0 }]);
  });

  it('does not deliver what is not billed when it comes as a whole', async () => {
    const userId = await newUser(db());
    const slow = modelWith((chat) => ({
      async doGenerate(options) {
        const result = await chat.doGenerate(options);
        await takeForDead(userId);
        return result;
      },
    }));
    const model = meteredModel({ unmetered: slow }, meteringOf(db()), callOf(userId));
    await expect(generateText({ model, prompt: 'Hello!', maxRetries: 0 })).rejects.toMatchObject({
      code: 'reply_lost',
    });
    const { entries } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ outcome: 'failed', basis: 'estimated', outputTokens: 0 }]);
  });
});
