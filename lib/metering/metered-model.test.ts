import { generateText, streamText, wrapLanguageModel } from 'ai';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, clientsOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { loadEncoding } from '../tokens/encoding';
import { countText } from '../tokens/text-counter';
import { meteredModel } from './metered-model';

let upstream: FakeUpstream;
const o200k = await loadEncoding('o200k_base');

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => {
  upstream.faults.clear();
  upstream.journal.clear();
});
afterAll(() => upstream.close());

const prompt = 'What is a token?';
/** By hand: 5 of the text in js-tiktoken's o200k_base, 3 for the message, 1 for its role, and 3 that begin the reply. */
const PROMPT_TOKENS = 12;

/** What is billed for each way that a call can end is in `tests/metering/matrix.ts`. */
describeOnDatabases('a metered model', (db) => {
  for (const api of ['chat', 'responses', 'compatible'] as const) {
    async function setUp(overrides: Parameters<typeof callOf>[1] = {}) {
      const userId = await newUser(db());
      const model = meteredModel(
        { unmetered: clientsOf(upstream.url)[api] },
        meteringOf(db()),
        callOf(userId, overrides),
      );
      return { userId, model };
    }

    it(`bills a stream once, as upstream reports it (${api})`, async () => {
      const { userId, model } = await setUp();
      await streamText({ model, prompt }).consumeStream();
      const { entries, events, balance } = await settled(db(), userId);
      const [record] = upstream.journal.records();
      expect(entries).toMatchObject([
        {
          basis: 'exact',
          outcome: 'complete',
          eventId: record?.responseId,
          model: 'tokentally-demo-2026-11-01',
          uncachedTokens: record?.promptTokens,
          outputTokens: record?.outputTokens,
        },
      ]);
      expect(events).toMatchObject([
        {
          state: 'pending',
          event: {
            id: record?.responseId,
            subject: userId,
            data: {
              total_tokens: Number(record?.promptTokens) + Number(record?.outputTokens),
              estimated: false,
            },
          },
        },
      ]);
      expect(balance).toMatchObject({ heldPico: 0n, usedPico: entries[0]?.costPico });
    });

    it(`bills what a model thought as part of its output (${api})`, async () => {
      const { userId, model } = await setUp();
      await streamText({ model, prompt: '/think' }).consumeStream();
      const { entries } = await settled(db(), userId);
      const [record] = upstream.journal.records();
      expect(entries).toMatchObject([
        { basis: 'exact', eventId: record?.responseId, outputTokens: record?.outputTokens },
      ]);
      const { reasoningTokens = 0, outputTokens = 0, costPico } = entries[0] ?? {};
      expect(reasoningTokens).toBeGreaterThan(100);
      expect(reasoningTokens).toBeLessThan(outputTokens);
      expect(costPico).toBeGreaterThan(0n);
    });

    it(`bills a blocking call the same as a stream (${api})`, async () => {
      const [blocking, streaming] = [await setUp(), await setUp()];
      await generateText({ model: blocking.model, prompt });
      await streamText({ model: streaming.model, prompt }).consumeStream();
      const [a, b] = [await settled(db(), blocking.userId), await settled(db(), streaming.userId)];
      expect(a.entries[0]?.costPico).toBeGreaterThan(0n);
      expect(a.entries[0]?.costPico).toBe(b.entries[0]?.costPico);
    });

    it(`stops upstream when the person says so, and bills what was delivered (${api})`, async () => {
      const stop = new AbortController();
      const { userId, model } = await setUp({ stop: stop.signal });
      upstream.faults.next({ kind: 'stall', afterDeltas: 5 });
      const result = streamText({ model, prompt });
      let text = '';
      for await (const part of result.stream) {
        if (part.type === 'text-delta') text += part.text;
        if (countText(o200k, text) === 5) stop.abort();
      }
      const { entries } = await settled(db(), userId);
      expect(entries).toMatchObject([{ basis: 'estimated', outcome: 'stopped' }]);
      expect(entries[0]?.outputTokens).toBe(upstream.journal.totals().outputTokens);
      await expect(result.finishReason).resolves.toBe('other');
    });

    it(`ends like any other when it is stopped before upstream has begun, and bills the prompt (${api})`, async () => {
      const stop = new AbortController();
      const { userId, model } = await setUp({ stop: stop.signal });
      upstream.faults.next('hang');
      const errors: unknown[] = [];
      const result = streamText({ model, prompt, onError: ({ error }) => void errors.push(error) });
      const finished = result.consumeStream();
      // The first call of all waits for more than a second on a busy machine.
      await expect.poll(() => upstream.journal.records().length, { timeout: 30_000 }).toBe(1);
      stop.abort();
      await finished;
      const { entries } = await settled(db(), userId);
      expect(entries).toMatchObject([
        { basis: 'estimated', outcome: 'stopped', uncachedTokens: PROMPT_TOKENS, outputTokens: 0 },
      ]);
      expect(errors).toEqual([]);
    });

    it(`settles when nobody reads the stream (${api})`, async () => {
      const { userId, model } = await setUp();
      const { stream } = await model.doStream({
        prompt: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
      });
      await stream.cancel();
      const { entries } = await settled(db(), userId);
      expect(entries).toMatchObject([
        { basis: 'exact', outcome: 'complete', outputTokens: upstream.journal.totals().outputTokens },
      ]);
    });
  }

  async function setUp(overrides: Parameters<typeof callOf>[1] = {}) {
    const userId = await newUser(db());
    const { chat } = clientsOf(upstream.url);
    return { userId, model: meteredModel({ unmetered: chat }, meteringOf(db()), callOf(userId, overrides)) };
  }

  it('bills the prompt when a fault of ours keeps a whole reply from being read', async () => {
    const userId = await newUser(db());
    const { chat } = clientsOf(upstream.url);
    const odd = wrapLanguageModel({
      model: chat,
      middleware: {
        specificationVersion: 'v4',
        wrapGenerate: async ({ doGenerate }) => ({
          ...(await doGenerate()),
          get content(): never {
            throw new Error('A fault of ours.');
          },
        }),
      },
    });
    const metering = meteringOf(db());
    const model = meteredModel({ unmetered: odd }, metering, callOf(userId));
    await expect(generateText({ model, prompt, maxRetries: 0 })).rejects.toThrow('A fault of ours.');
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries).toMatchObject([
      { basis: 'estimated', outcome: 'failed', uncachedTokens: PROMPT_TOKENS, outputTokens: 0 },
    ]);
    expect(balance?.heldPico).toBe(0n);
    expect(metering.checkpointer.ids()).toEqual([]);
  });

  it('bills two replies that came with the same id, the second under an id of ours', async () => {
    const { userId, model } = await setUp();
    upstream.faults.next('repeated-id', 2);
    await generateText({ model, prompt });
    await generateText({ model, prompt });
    const { entries, events } = await settled(db(), userId);
    const [first, second] = entries;
    expect(first?.eventId).toBe(first?.responseId);
    expect(second?.eventId).toBe(second?.generationId);
    expect(events[1]).toMatchObject({
      event: { id: second?.generationId, data: { response_id: first?.responseId } },
    });
  });

  it('bills under an id of ours when upstream gives none', async () => {
    const { userId, model } = await setUp();
    upstream.faults.next('missing-id');
    await streamText({ model, prompt }).consumeStream();
    const { entries } = await settled(db(), userId);
    expect(entries).toMatchObject([{ eventId: entries[0]?.generationId, responseId: null }]);
  });

  it('takes our time when upstream’s clock is wrong', async () => {
    const { userId, model } = await setUp();
    const before = Date.now();
    upstream.faults.next('wrong-clock');
    await streamText({ model, prompt }).consumeStream();
    const { entries } = await settled(db(), userId);
    expect(entries[0]?.occurredAt.getTime()).toBeGreaterThanOrEqual(before);
  });

  // The try after a tool's answer was not made, and what was billed before it came to nothing.
  it('leaves a long wait to who retries once anything is billed, and is refused at once before', async () => {
    const { model } = await setUp();
    const ask = () =>
      model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: prompt }] }] });
    upstream.faults.next({ kind: 'rate-limited', retryAfterSeconds: 14 });
    await expect(ask()).rejects.toMatchObject({ statusCode: 429, isRetryable: false });
    await streamText({ model, prompt }).consumeStream();
    upstream.faults.next({ kind: 'rate-limited', retryAfterSeconds: 14 });
    await expect(ask()).rejects.toMatchObject({ statusCode: 429, isRetryable: true });
  });
});
