import { generateText, type ModelMessage, streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { createLanguageModels, type ModelServer } from './language-models';

const chunk = (rest: object) => ({ id: 'c-1', created: 1_795_478_400, model: 'm-1', ...rest });
const delta = (delta: object, finish_reason: string | null = null) =>
  chunk({ choices: [{ index: 0, delta, finish_reason }] });

/** A server that streams these chunks, and what it was sent. */
function serve(chunks: object[], overrides: Partial<ModelServer> = {}) {
  const requests: { url: string; body: Record<string, unknown> }[] = [];
  const events = [...chunks.map((each) => JSON.stringify(each)), '[DONE]'];
  const models = createLanguageModels({
    provider: 'compatible',
    baseUrl: 'http://server/v1',
    apiKey: 'none',
    api: 'chat',
    fetch: async (url, init) => {
      requests.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      const text = events.map((event) => `data: ${event}\n\n`).join('');
      return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
    },
    ...overrides,
  });
  return { models, requests };
}

const settings = { prompt: 'How many?', maxOutputTokens: 100, maxRetries: 0, onError() {} };
const end = delta({}, 'stop');

describe('the client of a compatible server', () => {
  it.each([
    ['DeepSeek and vLLM', { reasoning_content: 'Let me think…' }],
    ['Ollama and OpenRouter', { reasoning: 'Let me think…' }],
    ['Mistral', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me think…' }] }] }],
  ])('passes on what a model thinks, as %s send it', async (_, thought) => {
    const { models } = serve([delta({ role: 'assistant', ...thought }), delta({ content: '42' }), end]);
    const result = streamText({ model: models('deepseek-r1'), ...settings });
    expect(await result.reasoningText).toBe('Let me think…');
    expect(await result.text).toBe('42');
  });

  it('asks for the usage, and reads all its parts', async () => {
    const usage = {
      prompt_tokens: 2_000,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 1_024, cache_write_tokens: 512 },
      completion_tokens_details: { reasoning_tokens: 40 },
    };
    const { models, requests } = serve([delta({ content: '42' }), end, chunk({ choices: [], usage })]);
    const result = streamText({ model: models('anthropic/claude'), ...settings });
    expect(await result.usage).toMatchObject({
      inputTokens: 2_000,
      inputTokenDetails: { cacheReadTokens: 1_024, cacheWriteTokens: 512 },
      outputTokens: 50,
      outputTokenDetails: { reasoningTokens: 40 },
    });
    expect(requests[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it('adds what was thought to the output where it is reported beside it, as by xAI', async () => {
    const usage = {
      prompt_tokens: 20,
      completion_tokens: 1,
      total_tokens: 407,
      completion_tokens_details: { reasoning_tokens: 386 },
    };
    const { models } = serve([delta({ content: '42' }), end, chunk({ choices: [], usage })]);
    const result = streamText({ model: models('grok-4'), ...settings });
    expect(await result.usage).toMatchObject({
      outputTokens: 387,
      outputTokenDetails: { reasoningTokens: 386 },
    });
  });

  it.each([{ cached_tokens: 19 }, { prompt_cache_hit_tokens: 19 }])(
    'knows what was cached under the names of Kimi and DeepSeek: %j',
    async (cached) => {
      const usage = { prompt_tokens: 24, completion_tokens: 1, ...cached };
      const { models } = serve([delta({ content: '42' }), end, chunk({ choices: [], usage })]);
      const result = streamText({ model: models('kimi-k2'), ...settings });
      expect(await result.usage).toMatchObject({ inputTokenDetails: { cacheReadTokens: 19 } });
    },
  );

  it('finds the usage in the choice, where Kimi has it', async () => {
    const usage = { prompt_tokens: 24, completion_tokens: 3, cached_tokens: 19 };
    const last = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage }] });
    const { models } = serve([delta({ content: '42' }), last]);
    const result = streamText({ model: models('kimi-k2'), ...settings });
    expect(await result.text).toBe('42');
    expect(await result.usage).toMatchObject({
      inputTokens: 24,
      inputTokenDetails: { cacheReadTokens: 19 },
      outputTokens: 3,
    });
  });

  it('takes no usage for none, not for zero', async () => {
    const { models } = serve([delta({ content: '42' }), end]);
    const result = streamText({ model: models('llama3.3'), ...settings });
    expect(await result.usage).toMatchObject({ inputTokens: undefined, outputTokens: undefined });
  });

  it('tells the id, the time and the version of the response', async () => {
    const { models } = serve([delta({ content: '42' }), end]);
    const result = streamText({ model: models('llama3.3'), ...settings });
    expect(await result.response).toMatchObject({
      id: 'c-1',
      modelId: 'm-1',
      timestamp: new Date(1_795_478_400_000),
    });
  });
});

// A deployment of Azure’s has a name of one’s own, and refused max_tokens.
describe('the client of a deployment that is served under a name of its own', () => {
  it.each([
    ['gpt-5.4', 'max_completion_tokens', undefined],
    ['gpt-4o', 'max_tokens', 0.5],
    [undefined, 'max_tokens', 0.5],
  ] as const)('of %s sends what that takes: %s', async (servedAs, limit, temperature) => {
    const { models, requests } = serve([delta({ content: '42' }), end]);
    const model = models('prod-gpt', servedAs);
    const result = streamText({ model, ...settings, temperature: 0.5 });
    expect(await result.text).toBe('42');
    const body = requests[0]?.body ?? {};
    expect(body).toMatchObject({ model: 'prod-gpt', [limit]: 100 });
    expect(body.temperature).toBe(temperature);
    expect(Object.keys(body).filter((key) => key.startsWith('max_'))).toEqual([limit]);
  });
});

it.each([
  ['openai', false],
  ['compatible', undefined],
] as const)('a chat on the Chat Completions of %s is never stored at OpenAI', async (provider, store) => {
  const { models, requests } = serve([], { provider });
  await generateText({ model: models('gpt-5-mini'), ...settings }).catch(() => {});
  expect(requests[0]?.body.store).toBe(store);
});

// Of what was said before, OpenAI was sent ids of its own records, which it keeps for 30 days, and other servers not at all.
it.each([
  ['openai', 'gpt-4.1-mini'],
  ['compatible', 'qwen3'],
] as const)('the Responses of %s are told in full what was said, and store nothing', async (provider, id) => {
  const { models, requests } = serve([], { provider, api: 'responses' });
  const messages: ModelMessage[] = [
    { role: 'user', content: 'How many?' },
    {
      role: 'assistant',
      content: [{ type: 'text', text: '42', providerOptions: { openai: { itemId: 'msg_1' } } }],
    },
    { role: 'user', content: 'Why?' },
  ];
  await generateText({ model: models(id), messages, maxRetries: 0 }).catch(() => {});
  expect(requests[0]?.body.store).toBe(false);
  expect(requests[0]?.body.input).toMatchObject([
    { role: 'user' },
    { role: 'assistant', content: '42' },
    { role: 'user' },
  ]);
});

describe('the API that is called', () => {
  it.each([
    ['a compatible server', 'qwen3', {}, '/chat/completions', 'max_tokens'],
    ['gpt-oss on a compatible server', 'gpt-oss:20b', {}, '/chat/completions', 'max_tokens'],
    ['a model of OpenAI behind a proxy', 'gpt-5-mini', {}, '/chat/completions', 'max_completion_tokens'],
    ['OpenAI, by choice', 'gpt-5-mini', { provider: 'openai' }, '/chat/completions', 'max_completion_tokens'],
    ['OpenAI', 'gpt-5-mini', { provider: 'openai', api: 'responses' }, '/responses', 'max_output_tokens'],
    ['a server that has Responses', 'qwen3', { api: 'responses' }, '/responses', 'max_output_tokens'],
  ] as const)('of %s', async (_, id, server, path, limit) => {
    const { models, requests } = serve([], server);
    await generateText({ model: models(id), ...settings }).catch(() => {});
    expect(requests).toMatchObject([{ url: `http://server/v1${path}`, body: { model: id, [limit]: 100 } }]);
  });
});
