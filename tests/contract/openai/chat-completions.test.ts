import type OpenAI from 'openai';
import { APIError, APIUserAbortError, InternalServerError, NotFoundError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '@/lib/embedded/openai';
import { clock, messages, model, openDemo, version, weather } from './demo';

let openai: OpenAI;
let journal: JournalEntry[];
let journalled: ReturnType<typeof openDemo>['journalled'];

beforeEach(() => {
  ({ openai, journal, journalled } = openDemo());
});

describe("OpenAI's client on Chat Completions", () => {
  it('gets a whole completion', async () => {
    const completion = await openai.chat.completions.create({ model, messages });
    expect(completion.id).toMatch(/^chatcmpl-/);
    expect(completion.object).toBe('chat.completion');
    expect(Math.abs(completion.created - Date.now() / 1000)).toBeLessThan(60);
    expect(completion.model).toBe(version);
    expect(completion._request_id).toMatch(/^req_/);
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('stop');
    expect(choice?.message).toMatchObject({ role: 'assistant', refusal: null });
    expect(choice?.message.content).toContain('piece of text');
  });

  it('is told the tokens that the journal has', async () => {
    const { id, usage } = await openai.chat.completions.create({ model, messages });
    expect(journalled('start')).toMatchObject({ responseId: id, promptTokens: usage?.prompt_tokens });
    expect(journalled('end')).toMatchObject({ responseId: id, outputTokens: usage?.completion_tokens });
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(0);
  });

  it('gets the same text and usage in a stream', async () => {
    const whole = await openai.chat.completions.create({ model, messages });
    const stream = openai.chat.completions.stream({
      model,
      messages,
      stream_options: { include_usage: true },
    });
    const streamed = await stream.finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(streamed.usage).toEqual(whole.usage);
    expect(streamed.model).toBe(version);
  });

  it('gets usage in a last chunk without choices, and only if it asks', async () => {
    const asked = await chunks({ include_usage: true });
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } });
    expect(asked.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    const unasked = await chunks(undefined);
    expect(unasked.some((chunk) => 'usage' in chunk)).toBe(false);
    expect(unasked.at(-1)?.choices[0]?.finish_reason).toBe('stop');

    async function chunks(stream_options: { include_usage: boolean } | undefined) {
      const all = [];
      for await (const chunk of await openai.chat.completions.create({
        model,
        messages,
        stream: true,
        stream_options,
      }))
        all.push(chunk);
      return all;
    }
  });

  it.each(['max_tokens', 'max_completion_tokens'])('is cut off by %s', async (limit) => {
    const completion = await openai.chat.completions.create({ model, messages, [limit]: 7 });
    expect(completion.choices[0]?.finish_reason).toBe('length');
    expect(completion.usage?.completion_tokens).toBe(7);
  });

  it.each([false, true])('has a tool called and its result used (streaming: %s)', async (stream) => {
    const tools = [{ type: 'function' as const, function: clock }];
    const asked = [{ role: 'user' as const, content: '/tools' }];
    const first = await complete({ model, messages: asked, tools });
    expect(first?.finish_reason).toBe('tool_calls');
    const [call] = first?.message.tool_calls ?? [];
    if (call?.type !== 'function') throw new Error('There is no call of a function.');
    expect(call.function).toMatchObject({ name: 'get_time', arguments: '{"timezone":"UTC"}' });

    const result = { role: 'tool' as const, tool_call_id: call.id, content: '12:34' };
    const answered = { role: 'assistant' as const, content: null, tool_calls: [call] };
    const second = await complete({ model, messages: [...asked, answered, result], tools });
    expect(second?.finish_reason).toBe('stop');
    expect(second?.message.content).toContain('`get_time` answered: **12:34**');
    expect(journal.filter((entry) => entry.type === 'end').map((entry) => entry.outcome)).toEqual([
      'tool_calls',
      'stop',
    ]);

    async function complete(body: Omit<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming, 'stream'>) {
      const completion = stream
        ? await openai.chat.completions.stream(body).finalChatCompletion()
        : await openai.chat.completions.create(body);
      return completion.choices[0];
    }
  });

  it('gets structured output', async () => {
    const completion = await openai.chat.completions.parse({
      model,
      messages,
      response_format: zodResponseFormat(weather, 'weather'),
    });
    expect(weather.safeParse(completion.choices[0]?.message.parsed)).toMatchObject({ success: true });
  });

  it('stops the reply by leaving the loop', async () => {
    const long = [{ role: 'user' as const, content: '/long' }];
    const stream = await openai.chat.completions.create({ model, messages: long, stream: true });
    let deltas = 0;
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content && ++deltas === 5) break;
    await expect.poll(() => journalled('end')).toMatchObject({ outcome: 'cancelled' });
    expect(journal.filter((entry) => entry.type === 'output').length).toBeLessThan(20);
  });

  it('is aborted while it waits for a whole completion', async () => {
    ({ openai, journalled } = openDemo({ tokenDelayMs: 60_000 }));
    const stop = new AbortController();
    const waiting = openai.chat.completions.create({ model, messages }, { signal: stop.signal });
    await expect.poll(() => journalled('start')).toBeDefined();
    stop.abort();
    await expect(waiting).rejects.toThrow(APIUserAbortError);
    await expect.poll(() => journalled('end')).toMatchObject({ outcome: 'cancelled', outputTokens: 0 });
  });

  it('gets errors of the right class', async () => {
    await expect(openai.chat.completions.create({ model: 'gpt-9', messages })).rejects.toThrow(NotFoundError);
    const failing = openai.chat.completions.create({
      model,
      messages: [{ role: 'user', content: '/error' }],
    });
    await expect(failing).rejects.toThrow(InternalServerError);
  });

  it('gets an error in mid-stream', async () => {
    const asked = [{ role: 'user' as const, content: '/error midway' }];
    const stream = await openai.chat.completions.create({ model, messages: asked, stream: true });
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    })();
    await expect(reading).rejects.toThrow(APIError);
    expect(text).toContain('break off in the middle');
    expect(journalled('end')).toMatchObject({ outcome: 'failed' });
  });
});
