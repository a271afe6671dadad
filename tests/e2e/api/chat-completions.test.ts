import { APIError, APIUserAbortError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatExactCost } from '@/lib/billing/format';
import { picoUsd } from '@/lib/money';
import { apiApp, collect, MODEL as model } from '../support/api';

const messages = [{ role: 'user' as const, content: 'What is a token?' }];
const clock = {
  type: 'function' as const,
  function: {
    name: 'get_time',
    description: 'Tells the time.',
    parameters: { type: 'object', properties: {} },
  },
};
const whole = { model, messages };
const stream = { model, messages, stream: true } as const;

const api = apiApp();

describe('OpenAI’s client on our chat completions', () => {
  it('gets a whole completion as upstream made it, and the bill says the same', async () => {
    const { openai, userId, keyId } = await api.newApiUser();
    const { data, response } = await openai.chat.completions.create(whole).withResponse();
    expect(data.choices[0]?.message.content).toContain('piece of text');
    expect(data).toHaveProperty('system_fingerprint', 'fp_tokentally');
    const [entry] = await api.entries();
    expect(entry).toMatchObject({
      eventId: data.id,
      model: data.model,
      occurredAt: new Date(data.created * 1000),
      userId,
      apiKeyId: keyId,
      via: 'api',
      basis: 'exact',
      outcome: 'complete',
      uncachedTokens: data.usage?.prompt_tokens,
      outputTokens: data.usage?.completion_tokens,
    });
    expect(`$${response.headers.get('x-cost-usd')}`).toBe(formatExactCost(picoUsd(entry?.costPico ?? 0n)));
  });

  it('gets the same text in a stream, with the counts only when it asks for them', async () => {
    const { openai } = await api.newApiUser();
    const { choices } = await openai.chat.completions.create(whole);
    for (const include_usage of [true, false]) {
      let text = '';
      let reported: number | undefined;
      for await (const chunk of await openai.chat.completions.create({
        ...stream,
        stream_options: { include_usage },
      })) {
        text += chunk.choices[0]?.delta.content ?? '';
        reported = chunk.usage?.total_tokens ?? reported;
        expect(include_usage || chunk.choices.length > 0).toBe(true);
      }
      expect(text).toBe(choices[0]?.message.content);
      expect(reported !== undefined).toBe(include_usage);
    }
    expect((await api.entries()).map((entry) => entry.basis)).toEqual(['exact', 'exact', 'exact']);
  });

  it.each([false, true])('has a tool called and its result used (streaming: %s)', async (streaming) => {
    const { openai } = await api.newApiUser();
    const ask = { model, messages: [{ role: 'user' as const, content: 'What time is it?' }], tools: [clock] };
    const { choices } = streaming
      ? await openai.chat.completions.stream(ask).finalChatCompletion()
      : await openai.chat.completions.create(ask);
    const [call] = choices[0]?.message.tool_calls ?? [];
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_time' } });
  });

  it('gets structured output', async () => {
    const { openai } = await api.newApiUser();
    const answer = z.object({ title: z.string(), tags: z.array(z.string()) });
    const { choices } = await openai.chat.completions.parse({
      ...whole,
      response_format: zodResponseFormat(answer, 'answer'),
    });
    expect(answer.safeParse(choices[0]?.message.parsed).success).toBe(true);
  });

  it('is counted where upstream reports no usage', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next('no-usage');
    await openai.chat.completions.stream({ model, messages }).finalChatCompletion();
    expect(await api.entries()).toMatchObject([{ basis: 'estimated', outcome: 'complete' }]);
  });

  it('stops upstream when it leaves, and is billed for what was delivered', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next({ kind: 'stall', afterDeltas: 8 });
    const chunks = await openai.chat.completions.create(stream);
    let deltas = 0;
    for await (const chunk of chunks) {
      if (chunk.choices[0]?.delta.content) deltas++;
      if (deltas === 8) chunks.controller.abort();
    }
    await api.upstream().journal.idle();
    await expect
      .poll(api.entries)
      .toMatchObject([{ outcome: 'stopped', basis: 'estimated', outputTokens: 8 }]);
  });

  it('stops upstream when it leaves before anything came', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next('hang');
    const left = new AbortController();
    const call = openai.chat.completions.create(whole, { signal: left.signal });
    const failure = expect(call).rejects.toThrow(APIUserAbortError);
    await expect.poll(() => api.upstream().journal.records().length).toBe(1);
    left.abort();
    await failure;
    await expect.poll(api.entries).toMatchObject([{ outcome: 'stopped', outputTokens: 0 }]);
  });

  it.each(['reset', 'close', 'stream-error'] as const)(
    'hears that a stream broke off (%s)',
    async (fault) => {
      const { openai } = await api.newApiUser();
      api.upstream().faults.next(fault);
      const chunks = await openai.chat.completions.create(stream);
      await expect(collect(chunks)).rejects.toThrow(APIError);
      expect(await api.entries()).toMatchObject([{ outcome: 'failed', basis: 'estimated' }]);
    },
  );

  it('tries again by itself when upstream fails, and is billed once', async () => {
    const { openai } = await api.newApiUser({}, { maxRetries: 2 });
    api.upstream().faults.next('server-error');
    await openai.chat.completions.create(whole);
    expect(await api.entries()).toHaveLength(1);
  });

  it.each([
    ['rate-limited', 429, 'rate_limit_exceeded'],
    ['server-error', 500, 'server_error'],
    ['unauthorized', 401, 'upstream_refused_key'],
  ] as const)('hears of upstream’s refusal, and is not billed (%s)', async (fault, status, code) => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next(fault);
    const failure: unknown = await openai.chat.completions.create(whole).catch((error: unknown) => error);
    if (!(failure instanceof APIError)) throw failure;
    expect(failure.status).toBe(status);
    expect(failure.headers?.get('retry-after') ?? null).toBe(fault === 'rate-limited' ? '1' : null);
    expect(failure.code).toBe(code);
    expect(await api.entries()).toEqual([]);
  });

  it('is not billed for a web page in upstream’s place', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next('html');
    await expect(openai.chat.completions.create(whole)).rejects.toMatchObject({ status: 502 });
    expect(await api.entries()).toEqual([]);
  });

  it.each(['max_tokens', 'max_completion_tokens'])('is cut off by %s', async (limit) => {
    const { openai } = await api.newApiUser();
    const { choices, usage } = await openai.chat.completions.create({ ...whole, [limit]: 7 });
    expect(choices[0]?.finish_reason).toBe('length');
    expect(usage?.completion_tokens).toBe(7);
  });

  it('may ask for more than the model writes: the limit is capped', async () => {
    const { openai } = await api.newApiUser();
    const { choices } = await openai.chat.completions.create({ ...whole, max_tokens: 1_000_000 });
    expect(choices[0]?.finish_reason).toBe('stop');
  });

  it.each([
    ['service_tier', { service_tier: 'priority' }],
    ['store', { store: true }],
    ['tools', { tools: [{ type: 'web_search' }] }],
    ['web_search_options', { web_search_options: {} }],
    ['audio', { audio: { voice: 'alloy', format: 'mp3' } }],
    ['modalities', { modalities: ['text', 'audio'] }],
  ])('is refused %s, which can’t be metered', async (param, extra) => {
    const { openai } = await api.newApiUser();
    const call = openai.post('/chat/completions', { body: { ...whole, ...extra } });
    await expect(call).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param });
  });

  it('hears of a prompt that is too long before anything is spent', async () => {
    const { openai } = await api.newApiUser();
    const content = 'one two three four '.repeat(40_000);
    const call = openai.chat.completions.create({ model, messages: [{ role: 'user', content }] });
    await expect(call).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
  });
});

describe('requests with an Idempotency-Key', () => {
  const once = { headers: { 'idempotency-key': 'a' } };

  it('are answered with the same, and charged once', async () => {
    const { openai } = await api.newApiUser();
    const first = await openai.chat.completions.create(whole, once);
    const { data, response } = await openai.chat.completions.create(whole, once).withResponse();
    expect(data).toEqual(first);
    expect(response.headers.get('idempotency-replayed')).toBe('true');
    expect(await api.entries()).toHaveLength(1);
  });

  it('may be tried again when they were refused', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next('server-error');
    await expect(openai.chat.completions.create(whole, once)).rejects.toMatchObject({ status: 500 });
    await openai.chat.completions.create(whole, once);
    expect(await api.entries()).toHaveLength(1);
  });

  it('run to their end when the caller is lost, who gets the whole answer on return', async () => {
    const { openai } = await api.newApiUser();
    const chunks = await openai.chat.completions.create(stream, once);
    for await (const _ of chunks) chunks.controller.abort();
    let text = '';
    for await (const chunk of await openai.chat.completions.create(stream, once)) {
      text += chunk.choices[0]?.delta.content ?? '';
    }
    expect(text).toContain('piece of text');
    expect(await api.entries()).toMatchObject([{ outcome: 'complete', basis: 'exact' }]);
  });
});
