import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { Tally } from '../metering/tally';
import { loadEncoding } from '../tokens/encoding';
import { createTextCounter } from '../tokens/text-counter';
import { ChatReader } from './chat-completions/read';
import { EmbeddingReader } from './embeddings/read';
import { ResponseReader } from './responses/read';

const encoding = await loadEncoding('o200k_base');
const newTally = () => new Tally(() => createTextCounter(encoding));
const created = Math.floor(Date.now() / 1000);

/** The same reply, in the words of both APIs, in one piece and in events. */
const chat: { whole: JsonObject; events: JsonObject[] } = {
  whole: {
    id: 'id-1',
    created,
    model: 'm-1',
    choices: [
      {
        message: {
          content: 'Hello there',
          reasoning_content: 'Let me think',
          tool_calls: [{ function: { name: 'get_time', arguments: '{"zone":"UTC"}' } }],
        },
        finish_reason: 'stop',
      },
    ],
    usage: {
      prompt_tokens: 100,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 40 },
      completion_tokens_details: { reasoning_tokens: 30 },
    },
  },
  events: [
    { reasoning_content: 'Let me' },
    { reasoning_content: ' think' },
    { content: 'Hello' },
    { content: ' there' },
    { tool_calls: [{ function: { name: 'get_time', arguments: '' } }] },
    { tool_calls: [{ function: { arguments: '{"zone":' } }] },
    { tool_calls: [{ function: { arguments: '"UTC"}' } }] },
  ].map((delta) => ({ id: 'id-1', created, model: 'm-1', choices: [{ delta }] })),
};
const response = {
  id: 'id-1',
  created_at: created,
  model: 'm-1',
  output: [
    { type: 'reasoning', summary: [{ text: 'Let me think' }] },
    { type: 'message', content: [{ type: 'output_text', text: 'Hello there' }] },
    { type: 'function_call', name: 'get_time', arguments: '{"zone":"UTC"}' },
  ],
  usage: {
    input_tokens: 100,
    output_tokens: 50,
    input_tokens_details: { cached_tokens: 40 },
    output_tokens_details: { reasoning_tokens: 30 },
  },
};
const responseEvents: JsonObject[] = [
  { type: 'response.created', response: { ...response, output: [], usage: null } },
  { type: 'response.reasoning_summary_text.delta', delta: 'Let me' },
  { type: 'response.reasoning_summary_text.delta', delta: ' think' },
  { type: 'response.output_text.delta', delta: 'Hello' },
  { type: 'response.output_text.delta', delta: ' there' },
  { type: 'response.output_item.added', item: { type: 'function_call', name: 'get_time', arguments: '' } },
  { type: 'response.function_call_arguments.delta', delta: '{"zone":' },
  { type: 'response.function_call_arguments.delta', delta: '"UTC"}' },
];

describe.each([
  {
    api: 'chat completions',
    open: (tally: Tally) => new ChatReader(tally, true),
    ...chat,
    end: { id: 'id-1', choices: [{ delta: {}, finish_reason: 'stop' }], usage: chat.whole.usage },
    verdict: 'pass',
    error: { error: { message: 'No.' } },
  },
  {
    api: 'responses',
    open: (tally: Tally) => new ResponseReader(tally),
    whole: response,
    events: responseEvents,
    end: { type: 'response.completed', response },
    verdict: 'last',
    error: { type: 'error', message: 'No.' },
  },
])('the reader of $api', ({ open, whole, events, end, verdict, error }) => {
  const known = {
    responseId: 'id-1',
    responseModel: 'm-1',
    responseCreatedAt: new Date(created * 1000),
    reportedUsage: {
      inputTokens: { total: 100, cacheRead: 40 },
      outputTokens: { total: 50, reasoning: 30 },
    },
  };

  it('finds the id, the clock, the model and the counts in a whole reply', () => {
    const tally = newTally();
    open(tally).readWhole(whole);
    expect(tally).toMatchObject(known);
  });

  it('finds them in a stream, and knows its end', () => {
    const tally = newTally();
    const reader = open(tally);
    for (const event of events) expect(reader.readEvent(event)).toBe('pass');
    expect(reader.hasEnded).toBe(false);
    expect(reader.readEvent(end)).toBe(verdict);
    expect(reader.hasEnded).toBe(true);
    expect(tally).toMatchObject(known);
  });

  it('counts text, reasoning and tool calls alike, whether they come whole or in pieces', () => {
    const [wholly, piecemeal] = [newTally(), newTally()];
    open(wholly).readWhole(whole);
    const reader = open(piecemeal);
    for (const event of events) reader.readEvent(event);
    expect(piecemeal.outputTokens).toBeGreaterThan(10);
    // Other pieces may meet at other bounds of words.
    expect(Math.abs(piecemeal.outputTokens - wholly.outputTokens)).toBeLessThanOrEqual(2);
    expect(piecemeal.takeText()).toBe('Hello there');
  });

  it('knows an error, and tells one that the format’s clients understand', () => {
    const tally = newTally();
    const reader = open(tally);
    expect(reader.readEvent(error)).toBe('error');
    expect(tally.error).toBeDefined();
    const [, data = ''] =
      /^(?:event: error\n)?data: (.*)\n\n$/.exec(reader.errorEvent({ code: 'c', message: 'm' })) ?? [];
    expect(data).toContain('"code":"c"');
    expect(open(newTally()).readEvent(JSON.parse(data))).toBe('error');
  });

  it.each([
    {},
    { choices: 'odd', response: 7, usage: 'many' },
    { choices: [null], id: 5, type: null },
    { id: 'chat-\ud800', response: { id: 'resp-\0' } },
  ])('takes what makes no sense for nothing: %j', (odd) => {
    const tally = newTally();
    const reader = open(tally);
    reader.readWhole(odd);
    expect(reader.readEvent(odd)).toBe('pass');
    expect(tally).toMatchObject({ responseId: null, outputTokens: 0, error: undefined });
  });
});

// Every event of vLLM's embeddings had an id and a time of our own.
it('finds the id and the clock of embeddings, where the server says them', () => {
  const tally = newTally();
  const embeddings = { id: 'embd-1', created, model: 'm-1', data: [], usage: { prompt_tokens: 5 } };
  new EmbeddingReader(tally).readWhole(embeddings);
  expect(tally).toMatchObject({
    responseId: 'embd-1',
    responseCreatedAt: new Date(created * 1000),
    responseModel: 'm-1',
    reportedUsage: { inputTokens: { total: 5 } },
  });
});

it('counts a call as it was made before there were tools', () => {
  const [old, now] = [newTally(), newTally()];
  const deltas = [{ name: 'get_time', arguments: '' }, { arguments: '{"zone":' }, { arguments: '"UTC"}' }];
  for (const made of deltas) {
    new ChatReader(old, true).readEvent({ choices: [{ delta: { function_call: made } }] });
    new ChatReader(now, true).readEvent({ choices: [{ delta: { tool_calls: [{ function: made }] } }] });
  }
  expect(old.outputTokens).toBeGreaterThan(8);
  expect(old.outputTokens).toBe(now.outputTokens);
});

describe('the reader of a reply with several choices', () => {
  const choice = (index: number, content: string, finish_reason: string | null = null) => ({
    choices: [{ index, delta: { content }, finish_reason }],
  });
  const countOf = (text: string) => {
    const tally = newTally();
    tally.addText(text);
    return tally.outputTokens;
  };

  it('counts each by itself, and knows the end once all have ended', () => {
    const tally = newTally();
    const reader = new ChatReader(tally, false, 2);
    const events = [
      choice(0, 'inter'),
      choice(1, 'un'),
      choice(0, 'nationali'),
      choice(1, 'believ'),
      choice(0, 'zation', 'stop'),
      choice(1, 'able'),
    ];
    for (const event of events) reader.readEvent(event);
    expect(reader).toMatchObject({ hasEnded: false, isWhole: false });
    reader.readEvent(choice(1, '!', 'length'));
    expect(reader).toMatchObject({ hasEnded: true, isWhole: true });
    expect(tally.outputTokens).toBe(countOf('internationalization') + countOf('unbelievable!'));
  });

  // Gateways to Gemini have a finish_reason in every chunk; all of the reply was held back.
  it('knows that what seemed the end of a choice was none when it goes on', () => {
    const reader = new ChatReader(newTally(), false);
    expect(reader.readEvent(choice(0, 'Hel', 'stop'))).toBe('pass');
    expect(reader.readEvent(choice(0, 'lo', 'stop'))).toBe('goes-on');
    expect(reader.hasEnded).toBe(true);
    // What comes after an end, and names none itself, is no more than that.
    expect(reader.readEvent(choice(0, ' there'))).toBe('pass');
    expect(reader.hasEnded).toBe(true);
  });

  it('takes it for whole when the server knows one choice only', () => {
    const reader = new ChatReader(newTally(), false, 2);
    reader.readEvent(choice(0, 'Hello', 'stop'));
    expect(reader).toMatchObject({ hasEnded: false, isWhole: true });
  });
});
