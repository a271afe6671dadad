import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { log } from '../log';
import { openGeneration } from '../metering/open';
import { AnswerTooLargeError } from '../models/upstream-fetch';
import { ChatReader } from './chat-completions/read';
import { EmbeddingReader } from './embeddings/read';
import { passWhole } from './pass-whole';
import { ResponseReader } from './responses/read';

const SECRET = 'sk-proj-of-the-operator-0123456789';

describeOnDatabases('an answer in one piece on its way to the caller', (db) => {
  /** Upstream answers 200 with this. */
  async function open(
    body: object | Response,
    Reader: typeof ChatReader | typeof ResponseReader | typeof EmbeddingReader = ChatReader,
  ) {
    const userId = await newUser(db());
    const stop = new AbortController().signal;
    const call = callOf(userId, { via: 'api', stop });
    const demand = { promptTokens: 3, choices: 2, maxOutputTokens: 100 };
    const generation = await openGeneration(meteringOf(db()), call, demand);
    const headers = new Headers();
    const passed = passWhole({
      response: body instanceof Response ? body : Response.json(body),
      generation,
      reader: new Reader(generation.tally, false),
      headers,
    });
    const bill = async () => (await settled(db(), userId)).entries;
    return { passed, headers, bill };
  }

  async function pass(...upstream: Parameters<typeof open>) {
    const { passed, bill } = await open(...upstream);
    const answer = await passed;
    return { text: await answer.text(), bill: await bill() };
  }

  it('keeps its bytes', async () => {
    const completion = { choices: [{ message: { content: `Say ${SECRET}` } }], error: null };
    const { text, bill } = await pass(completion);
    expect(text).toBe(JSON.stringify(completion));
    expect(bill).toMatchObject([{ outcome: 'complete' }]);
  });

  it.each([
    ['breaks off', new ReadableStream({ start: (writer) => writer.error(new Error('reset')) })],
    ['is no JSON', 'Bad gateway'],
  ])('that %s is billed, and says what it cost', async (_, body) => {
    const { passed, headers, bill } = await open(new Response(body));
    await expect(passed).rejects.toMatchObject({ status: 502, code: 'upstream_failed' });
    expect(Number(headers.get('x-cost-usd'))).toBeGreaterThan(0);
    expect(await bill()).toMatchObject([{ outcome: 'failed', uncachedTokens: 3 }]);
  });

  // It was billed for its prompt alone, and called broken off, while upstream charged two million tokens.
  it('that is too large is billed for all the output that was allowed, and says so', async () => {
    const tooLarge = new ReadableStream({ start: (writer) => writer.error(new AnswerTooLargeError()) });
    const { passed, headers, bill } = await open(new Response(tooLarge));
    await expect(passed).rejects.toMatchObject({
      status: 502,
      code: 'answer_too_large',
      message: expect.stringContaining('has more than 200 MiB'),
    });
    expect(Number(headers.get('x-cost-usd'))).toBeGreaterThan(0);
    expect(await bill()).toMatchObject([
      { outcome: 'failed', basis: 'estimated', uncachedTokens: 3, outputTokens: 2 * 100 },
    ]);
  });

  it.each([ChatReader, ResponseReader])(
    'that says it went wrong is billed as failed, and tells nothing of our key (%o)',
    async (Reader) => {
      const { text, bill } = await pass({ error: { code: 502, message: `No answer for ${SECRET}` } }, Reader);
      expect(text).toBe('{"error":{"code":502,"message":"No answer for […]"}}');
      expect(bill).toMatchObject([{ outcome: 'failed', basis: 'estimated', uncachedTokens: 3 }]);
    },
  );

  // OpenRouter’s: the prompt was billed, and our credit told of.
  it.each([
    [ChatReader, { code: 402, message: 'Your credits are used up.' }, 402, 'upstream_unavailable'],
    [EmbeddingReader, { code: 402, message: 'Your credits are used up.' }, 402, 'upstream_unavailable'],
    [
      ResponseReader,
      { code: 'insufficient_quota', message: 'See your credits.' },
      429,
      'upstream_unavailable',
    ],
    [ChatReader, { code: 429, message: 'Too often.' }, 429, 'upstream_error'],
    [ChatReader, { code: 'context_length_exceeded', message: 'Long.' }, 400, 'context_length_exceeded'],
  ])('that refuses the call is thrown, and billed to nobody (%o, %j)', async (Reader, said, status, code) => {
    const error = vi.spyOn(log, 'error');
    const { passed, bill } = await open({ error: said }, Reader);
    await expect(passed).rejects.toMatchObject({
      status,
      code,
      message: expect.not.stringContaining('credits'),
    });
    expect(await bill()).toEqual([]);
    expect(error).toHaveBeenCalledTimes(code === 'upstream_unavailable' ? 1 : 0);
    vi.restoreAllMocks();
  });
});
