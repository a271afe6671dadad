import { createOpenAI } from '@ai-sdk/openai';
import {
  defaultSettingsMiddleware,
  embed,
  generateText,
  isStepCount,
  Output,
  streamText,
  tool,
  wrapLanguageModel,
} from 'ai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDemoUpstream, type JournalEntry } from '@/lib/embedded/openai';

const version = 'tokentally-demo-2026-11-01';
const prompt = 'What is a token?';

let journal: JournalEntry[];
let openai: ReturnType<typeof createOpenAI>;

beforeEach(() => {
  journal = [];
  const fetch = createDemoUpstream({ tokenDelayMs: 0, journal: (entry) => journal.push(entry) });
  openai = createOpenAI({ apiKey: 'demo', baseURL: 'http://demo/v1', fetch });
});

/** As the app has it. By itself the client sends ids of what it takes to be stored. */
const sendingWholeConversations = defaultSettingsMiddleware({
  settings: { providerOptions: { openai: { store: false } } },
});

const getTime = tool({
  description: 'The time somewhere.',
  inputSchema: z.object({ timezone: z.string() }),
  execute: async ({ timezone }) => `12:34 in ${timezone}`,
});

describe.each(['chat', 'responses'] as const)('the AI SDK on %s', (api) => {
  const model = () =>
    wrapLanguageModel({ model: openai[api]('tokentally-demo'), middleware: sendingWholeConversations });
  const ends = () => journal.filter((entry) => entry.type === 'end');

  it('gets a whole text, with the tokens that the journal has', async () => {
    const result = await generateText({ model: model(), prompt });
    expect(result.text).toContain('piece of text');
    expect(result.finishReason).toBe('stop');
    expect(result.response.modelId).toBe(version);
    expect(ends()).toMatchObject([
      { responseId: result.response.id, outputTokens: result.usage.outputTokens },
    ]);
    expect(journal[0]).toMatchObject({ type: 'start', promptTokens: result.usage.inputTokens });
    expect(result.usage.inputTokenDetails.cacheReadTokens).toBe(0);
    expect(result.usage.outputTokenDetails.reasoningTokens).toBe(0);
  });

  it('gets the same text and usage in a stream', async () => {
    const whole = await generateText({ model: model(), prompt });
    const streamed = streamText({ model: model(), prompt });
    let text = '';
    for await (const delta of streamed.textStream) text += delta;
    expect(text).toBe(whole.text);
    expect(await streamed.finishReason).toBe('stop');
    expect((await streamed.usage).outputTokens).toBe(whole.usage.outputTokens);
    expect((await streamed.usage).inputTokens).toBe(whole.usage.inputTokens);
    expect((await streamed.response).id).toBe(ends()[1]?.responseId);
  });

  it('calls a tool and answers with its result in a second step', async () => {
    const options = { model: model(), prompt: '/tools', tools: { getTime }, stopWhen: isStepCount(3) };
    const result = await generateText(options);
    expect(result.steps.map((step) => step.finishReason)).toEqual(['tool-calls', 'stop']);
    expect(result.text).toContain('`getTime` answered: **12:34 in UTC**');

    const streamed = streamText(options);
    expect(await streamed.text).toBe(result.text);
    expect(ends().map((end) => end.outcome)).toEqual(['tool_calls', 'stop', 'tool_calls', 'stop']);
  });

  it('goes on with a conversation', async () => {
    const first = await generateText({ model: model(), prompt });
    const history = [{ role: 'user' as const, content: prompt }, ...first.response.messages];
    const second = await generateText({
      model: model(),
      messages: [...history, { role: 'user', content: 'Thanks!' }],
    });
    expect(second.text).toContain("You're welcome");
    expect(second.usage.inputTokens).toBeGreaterThan(first.usage.totalTokens ?? 0);
  });

  it('gets a title', async () => {
    const instructions = 'Write a short title for a chat that begins with this message.';
    const { text } = await generateText({ model: model(), instructions, prompt });
    expect(text).toBe('What a token is');
  });

  it('gets structured output', async () => {
    const schema = z.object({ city: z.string(), days: z.array(z.object({ degrees: z.number() })) });
    const { output } = await generateText({ model: model(), prompt, output: Output.object({ schema }) });
    expect(schema.safeParse(output)).toMatchObject({ success: true });
  });

  it('is cut off by its output limit', async () => {
    const result = await generateText({ model: model(), prompt, maxOutputTokens: 16 });
    expect(result.finishReason).toBe('length');
    expect(result.usage.outputTokens).toBe(16);
  });

  it('sees the context window exceeded', async () => {
    const failing = generateText({ model: model(), prompt: 'word '.repeat(130_000), maxRetries: 0 });
    await expect(failing).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('context window'),
    });
  });

  it('sees a failure before the first word as an error that can be retried', async () => {
    const failing = generateText({ model: model(), prompt: '/error', maxRetries: 0 });
    await expect(failing).rejects.toMatchObject({ statusCode: 500, isRetryable: true });
  });

  it('sees a failure in mid-stream as a part of the stream', async () => {
    const streamed = streamText({ model: model(), prompt: '/error midway', onError: () => {} });
    const types = new Set<string>();
    for await (const part of streamed.stream) types.add(part.type);
    expect(types).toContain('text-delta');
    expect(types).toContain('error');
    expect(ends()).toMatchObject([{ outcome: 'failed' }]);
  });

  it('stops the upstream when it is aborted', async () => {
    const stop = new AbortController();
    const streamed = streamText({ model: model(), prompt: '/long', abortSignal: stop.signal });
    let deltas = 0;
    for await (const part of streamed.stream) if (part.type === 'text-delta' && ++deltas === 5) stop.abort();
    await expect.poll(ends).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

it('the AI SDK gets an embedding', async () => {
  const { embedding, usage } = await embed({
    model: openai.embedding('tokentally-demo-embedding'),
    value: 'a token',
  });
  expect(embedding).toHaveLength(16);
  expect(journal[0]).toMatchObject({ api: 'embeddings', promptTokens: usage.tokens });
});
