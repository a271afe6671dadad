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

const { postUpstream } = vi.hoisted(() => ({ postUpstream: vi.fn() }));
vi.mock('../models/openai-client', () => ({
  postUpstream,
  withoutSecrets: (text: string) => text,
}));

describeOnDatabases('a call of a model through the API', (db) => {
  async function callBy({ path, promptTokens }: { path: string; promptTokens: number }): Promise<ModelCall> {
    return {
      caller: await newCaller(db()),
      model: DEMO_MODELS[0] ?? catalogModelById('tokentally-demo', 'demo'),
      demand: { promptTokens },
      path,
      toBody: () => ({}),
      openReader: (tally) => new ChatReader(tally, false),
      stop: new AbortController().signal,
    };
  }

  const reset = async () => Promise.reject(new Error('The connection was reset.'));
  const breaksOff = () => new ReadableStream({ start: (writer) => writer.error(new Error('reset')) });

  // It was told in the words of a call that costs nothing, and OpenAI's clients sent it, and paid for it, three times.
  it.each([
    ['before the answer', reset],
    ['in mid-answer', async () => ({ ok: true, response: new Response(breaksOff()) })],
  ])('that breaks off %s says what it cost, under which id, and is not sent again', async (_, answer) => {
    postUpstream.mockImplementation(answer);
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
    postUpstream.mockImplementation(async () => {
      await recover(db(), [], 0, async () => {});
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
    postUpstream.mockImplementation(async (_path, _body, signal: AbortSignal) => {
      await recover(db(), [], 0, async () => {});
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
    postUpstream.mockRejectedValue(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    await expect(callModel(meteringOf(db()), call)).rejects.toMatchObject({
      status: 502,
      code: 'upstream_failed',
      message: expect.stringContaining('Nothing was charged.'),
      headers: {},
    });
    expect((await settled(db(), call.caller.user.id)).entries).toEqual([]);
  });

  it('that failed is in the log, with who it was', async () => {
    postUpstream.mockImplementation(reset);
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
    postUpstream.mockImplementation(async () => {
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
  it.each([
    ['/chat/completions', 'messages'],
    ['/responses', 'input'],
    ['/embeddings', 'input'],
  ])('that is too long to %s names %s', async (path, param) => {
    const call = await callBy({ path, promptTokens: 10_000_000 });
    await expect(callModel(meteringOf(db()), call)).rejects.toMatchObject({
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
