import { generateText, streamText } from 'ai';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, clientsOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { parseUsd, picoUsd } from '../money';
import { StoppedError } from './errors';
import type { EndedGeneration } from './generation';
import { meteredModel } from './metered-model';
import { openGeneration } from './open';

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => upstream.journal.clear());
afterAll(() => upstream.close());

const prompt = 'What is a token?';

describeOnDatabases('a metered model, before a call leaves,', (db) => {
  async function setUp(overrides: Parameters<typeof callOf>[1] = {}) {
    const userId = await newUser(db());
    const model = meteredModel(
      { unmetered: clientsOf(upstream.url).chat },
      meteringOf(db()),
      callOf(userId, overrides),
    );
    return { userId, model };
  }

  it('never reaches upstream when the allowance is used up, and says what was used', async () => {
    const { userId, model } = await setUp({ allowancePico: picoUsd(1000n) });
    await expect(generateText({ model, prompt, maxRetries: 0 })).rejects.toMatchObject({
      status: 402,
      code: 'allowance_exceeded',
    });
    const books = await booksOf(db(), userId);
    expect(books.calls).toEqual([]);
    expect(upstream.journal.records()).toEqual([]);
  });

  // It counted as a model that nobody knows: an image to one that is gpt-4o-mini was held for a twentieth.
  it('counts a prompt as the model that a deployment is', async () => {
    const { model: demo } = callOf(await newUser(db()));
    const { userId, model } = await setUp({ model: { ...demo, servedAs: 'gpt-4o-mini' } });
    const image = Buffer.from('474946383961000400040000002c000000000004000400', 'hex');
    const content = [{ type: 'file' as const, mediaType: 'image/gif', data: image }];
    await generateText({ model, messages: [{ role: 'user', content }] });
    const { calls } = await settled(db(), userId);
    expect(calls).toMatchObject([{ promptTokens: 7 + 2_833 + 4 * 5_667 }]);
  });

  it('sends a smaller output limit when the allowance affords no more', async () => {
    // Less than 300 output tokens at $2 per million, and a little for the prompt.
    const allowancePico = parseUsd('0.0006');
    const userId = await newUser(db());
    const endings: EndedGeneration[] = [];
    const call = callOf(userId, { allowancePico });
    const upstreamModel = clientsOf(upstream.url).chat;
    const model = meteredModel({ unmetered: upstreamModel }, meteringOf(db()), call, (ended) =>
      endings.push(ended),
    );
    await streamText({ model, prompt: '/long' }).consumeStream();
    const { entries, balance } = await settled(db(), userId);
    expect(endings).toMatchObject([{ cutBy: 'allowance', outcome: 'complete' }]);
    expect(entries[0]?.outputTokens).toBeGreaterThanOrEqual(256);
    expect(entries[0]?.outputTokens).toBeLessThan(300);
    expect(balance?.usedPico).toBeLessThanOrEqual(allowancePico);
  });

  // It looked as if the model had said all, though it ended in the middle of a sentence.
  it('tells what else ended a reply early: the output limit that was asked for, or a content filter', async () => {
    const endings: EndedGeneration[] = [];
    const call = callOf(await newUser(db()));
    const upstreamModel = clientsOf(upstream.url).chat;
    const model = meteredModel({ unmetered: upstreamModel }, meteringOf(db()), call, (ended) =>
      endings.push(ended),
    );
    await streamText({ model, prompt: '/long', maxOutputTokens: 300 }).consumeStream();
    await generateText({ model, prompt: '/long', maxOutputTokens: 300 });
    upstream.faults.next('content-filter');
    await streamText({ model, prompt }).consumeStream();
    await streamText({ model, prompt }).consumeStream();
    expect(endings.map(({ cutBy }) => cutBy)).toEqual(['limit', 'limit', 'filter', undefined]);
  });

  it('bills nothing when it is stopped before it leaves', async () => {
    const userId = await newUser(db());
    const stop = new AbortController();
    const opening = openGeneration(meteringOf(db()), callOf(userId, { stop: stop.signal }), {
      promptTokens: 10,
    });
    stop.abort();
    await expect(opening).rejects.toThrow(StoppedError);
    const { calls, entries, balance } = await booksOf(db(), userId);
    expect(calls).toMatchObject([{ state: 'voided' }]);
    expect(entries).toEqual([]);
    expect(balance?.heldPico).toBe(0n);
  });

  // An image counts as the largest there is, which is more than a small window: it was refused as too long.
  it('leaves to upstream whether an image fits, and holds for what the window has', async () => {
    const small = { ...callOf(await newUser(db())).model, contextWindow: 8_192 };
    const { userId, model } = await setUp({ model: small });
    const image = {
      type: 'file',
      mediaType: 'image/png',
      data: new URL('https://example.com/cat.png'),
    } as const;
    await generateText({ model, messages: [{ role: 'user', content: [image] }] });
    const { calls } = await settled(db(), userId);
    expect(calls).toMatchObject([{ state: 'settled', promptTokens: 8_176 }]);
  });

  it('refuses a prompt that is longer than the model’s context, before anything leaves', async () => {
    const { model } = await setUp();
    await expect(
      generateText({ model, prompt: 'word '.repeat(200_000), maxRetries: 0 }),
    ).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
    });
    expect(upstream.journal.records()).toEqual([]);
  });
});
