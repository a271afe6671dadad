import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, settled } from '@/tests/support/metering';
import { log } from '../log';
import { recover } from '../metering/recover';
import { catalogModelById } from '../models/catalog-by-id';
import { DEMO_MODELS } from '../models/demo-models';
import { parseUsd } from '../money';
import { callModel, type ModelCall } from './call-model';
import { ChatReader } from './chat-completions/read';
import { newCaller } from './testing/caller';

const { postUnmetered } = vi.hoisted(() => ({ postUnmetered: vi.fn() }));
vi.mock('../models/openai-client', () => ({
  postUnmetered,
  withoutSecrets: (text: string) => text,
}));

describeOnDatabases('a call of a model through the API', (db) => {
  async function callBy({ path, promptTokens }: { path: string; promptTokens: number }): Promise<ModelCall> {
    return {
      caller: await newCaller(db()),
      model: DEMO_MODELS[0] ?? catalogModelById('tokentally-demo', 'demo'),
      demand: { promptTokens },
      path,
      promptParam: 'messages',
      toBody: () => ({}),
      openReader: (tally) => new ChatReader(tally, false),
      stop: new AbortController().signal,
    };
  }

  const reset = async () => Promise.reject(new Error('The connection was reset.'));
  const fault = () => {
    throw new Error('a fault of ours');
  };
  const breaksOff = () => new ReadableStream({ start: (writer) => writer.error(new Error('reset')) });

  // It was told in the words of a call that costs nothing, and OpenAI's clients sent it, and paid for it, three times.
  it.each([
    ['before the answer', reset],
    ['in mid-answer', async () => ({ ok: true, response: new Response(breaksOff()) })],
  ])('that breaks off %s says what it cost, under which id, and is not sent again', async (_, answer) => {
    postUnmetered.mockImplementation(answer);
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(meteringOf(db()), call);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      error: { code: 'upstream_failed', message: expect.stringContaining('You pay for the prompt.') },
    });
    const { entries } = await settled(db(), call.caller.user.id);
    expect(entries).toMatchObject([{ outcome: 'failed', uncachedTokens: 3 }]);
    const { generationId, costPico } = entries[0] ?? {};
    expect(response.headers.get('x-request-id')).toBe(generationId);
    expect(parseUsd(response.headers.get('x-cost-usd') ?? '0')).toBe(costPico);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('60');
  });

  it('that another process took for dead says that it is billed, and is not sent again', async () => {
    postUnmetered.mockImplementation(async () => {
      await recover(db(), { silentMs: () => 0 });
      return { ok: true, response: Response.json({ choices: [{ message: { content: 'Hi.' } }] }) };
    });
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(meteringOf(db()), call);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { code: 'reply_lost', message: expect.stringContaining('You pay for the prompt') },
    });
    expect(response.headers.get('x-should-retry')).toBe('false');
    const { entries } = await settled(db(), call.caller.user.id);
    expect(entries).toMatchObject([{ outcome: 'failed', uncachedTokens: 3 }]);
  });

  // It was called a fault of the model's server.
  it.each([
    ['before the answer', reset],
    ['in mid-answer', async () => ({ ok: true, response: new Response(breaksOff()) })],
  ])('that another process took for dead is ended %s, and says so', async (_, answer) => {
    const metering = meteringOf(db());
    postUnmetered.mockImplementation(async (_path, _body, signal: AbortSignal) => {
      await recover(db(), { silentMs: () => 0 });
      const monotonicMs = performance.now();
      vi.spyOn(performance, 'now').mockReturnValue(monotonicMs + 3_000);
      await metering.checkpointer.flush();
      vi.restoreAllMocks();
      expect(signal.aborted).toBe(true);
      return answer();
    });
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(metering, call);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'reply_lost' } });
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect((await settled(db(), call.caller.user.id)).entries).toMatchObject([{ outcome: 'failed' }]);
  });

  it('that finds no connection says that nothing was charged, and may be sent again', async () => {
    postUnmetered.mockRejectedValue(Object.assign(new Error('refused'), { neverConnected: true }));
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response, isVoided } = await callModel(meteringOf(db()), call);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      error: { code: 'upstream_failed', message: expect.stringContaining('Nothing was charged.') },
    });
    expect(response.headers.get('x-should-retry')).toBeNull();
    // So that it isn't kept for who sends it again under its Idempotency-Key.
    expect(isVoided?.()).toBe(true);
    expect((await settled(db(), call.caller.user.id)).entries).toEqual([]);
  });

  // It had neither, as if it had never been counted.
  it('that upstream refuses has its id, and says how far its key is in the minute', async () => {
    const headers = new Headers({ 'retry-after': '7' });
    postUnmetered.mockResolvedValue({ ok: false, status: 429, headers, error: { message: 'Too often.' } });
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(meteringOf(db()), call);
    expect(response.status).toBe(429);
    const [generation] = (await settled(db(), call.caller.user.id)).calls;
    expect(generation?.state).toBe('voided');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'retry-after': '7',
      'x-request-id': generation?.id,
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-remaining-tokens': '999997',
    });
  });

  // It was held, and said to be alive, until the process ended.
  it('that is answered with a web page which breaks off is billed to nobody', async () => {
    const response = new Response(breaksOff(), { headers: { 'content-type': 'text/html' } });
    postUnmetered.mockResolvedValue({ ok: true, response });
    const metering = meteringOf(db());
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const answer = await callModel(metering, call);
    expect(await answer.response.json()).toMatchObject({
      error: { code: 'upstream_failed', message: expect.stringContaining('Nothing was charged.') },
    });
    expect(metering.checkpointer.ids()).toEqual([]);
    const { calls, entries } = await settled(db(), call.caller.user.id);
    expect([calls.map(({ state }) => state), entries]).toEqual([['voided'], []]);
  });

  // It was billed for a prompt that nobody was sent.
  it('that meets a fault of ours before anything leaves is billed to nobody', async () => {
    const metering = meteringOf(db());
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response, isVoided } = await callModel(metering, { ...call, toBody: fault });
    expect([response.status, response.headers.get('x-cost-usd'), isVoided?.()]).toEqual([500, null, true]);
    expect(metering.checkpointer.ids()).toEqual([]);
    const { calls, entries, balance } = await settled(db(), call.caller.user.id);
    expect([calls.map(({ state }) => state), entries]).toEqual([['voided'], []]);
    expect(balance).toMatchObject({ heldPico: 0n });
  });

  // Of these, only the last was: the other was held until the process ended.
  it.each<[string, Partial<ModelCall>]>([
    ['before the answer is read', { openReader: fault }],
    [
      'in reading it',
      { openReader: (tally) => Object.assign(new ChatReader(tally, false), { readWhole: fault }) },
    ],
  ])('that meets a fault of ours %s is billed as failed', async (_, faulty) => {
    postUnmetered.mockImplementation(async () => ({ ok: true, response: Response.json({}) }));
    const metering = meteringOf(db());
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(metering, { ...call, ...faulty });
    expect(response.status).toBe(500);
    expect(metering.checkpointer.ids()).toEqual([]);
    const { entries } = await settled(db(), call.caller.user.id);
    expect(entries).toMatchObject([{ outcome: 'failed', uncachedTokens: 3 }]);
    expect(parseUsd(response.headers.get('x-cost-usd') ?? '0')).toBe(entries[0]?.costPico);
    expect(response.headers.get('x-should-retry')).toBe('false');
  });

  it('that failed is in the log, with who it was', async () => {
    postUnmetered.mockImplementation(reset);
    const info = vi.spyOn(log, 'info');
    const call = await callBy({ path: '/embeddings', promptTokens: 3 });
    await callModel(meteringOf(db()), call);
    expect(info).toHaveBeenCalledExactlyOnceWith(
      {
        code: 'upstream_failed',
        path: '/v1/embeddings',
        userId: call.caller.user.id,
        apiKeyId: call.caller.key.id,
      },
      'a request was refused',
    );
    vi.restoreAllMocks();
  });

  // It was called a failure of the model's server, which operators have alerts for.
  it.each([
    ['before the answer', reset],
    ['in mid-answer', async () => ({ ok: true, response: new Response(breaksOff()) })],
  ])('whose caller left %s is in the log as stopped, and billed', async (_, answer) => {
    const caller = new AbortController();
    postUnmetered.mockImplementation(async () => {
      caller.abort();
      return answer();
    });
    const info = vi.spyOn(log, 'info');
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(meteringOf(db()), { ...call, stop: caller.signal });
    expect(response.status).toBe(499);
    expect(info).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'stopped' }),
      'a request was refused',
    );
    expect((await settled(db(), call.caller.user.id)).entries).toMatchObject([
      { outcome: 'stopped', uncachedTokens: 3 },
    ]);
    vi.restoreAllMocks();
  });

  // It was `messages` on every path.
  it.each(['messages', 'input'] as const)('that is too long names where its prompt is: %s', async (param) => {
    const call = await callBy({ path: '/responses', promptTokens: 10_000_000 });
    await expect(callModel(meteringOf(db()), { ...call, promptParam: param })).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param,
    });
  });

  // An image behind an address counted as 36,000 tokens, and the caller was told that its prompt had them.
  it('that no minute of its key has room for says whether its prompt is counted or estimated', async () => {
    const call = await callBy({ path: '/responses', promptTokens: 36_012 });
    const { key } = call.caller;
    const asked = (demand: ModelCall['demand']) =>
      callModel(meteringOf(db()), {
        ...call,
        caller: { ...call.caller, key: { ...key, tokensPerMinute: 10_000 } },
        demand,
      });
    await expect(asked({ promptTokens: 36_012, estimatedTokens: 36_000 })).rejects.toThrow(
      'This prompt has about 36,012 tokens, by an estimate that is on the high side,',
    );
    await expect(asked({ promptTokens: 36_012, estimatedTokens: 0 })).rejects.toThrow(
      'This prompt has 36,012 tokens,',
    );
  });
});
