import { streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { createLanguageModels, type ModelServer } from './language-models';

const settings = { prompt: 'How many?', maxRetries: 0, onError() {} };
const encoder = new TextEncoder();

/** A server whose body has these pieces, and then neither more nor an end. */
function leavingOpen(pieces: Uint8Array[], server: Partial<ModelServer> = {}) {
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const models = createLanguageModels({
    provider: 'compatible',
    baseUrl: 'http://server/v1',
    apiKey: 'none',
    api: 'chat',
    fetch: async () => {
      const body = new ReadableStream<Uint8Array>({
        start(writer) {
          for (const piece of pieces) writer.enqueue(piece);
        },
        cancel: leave,
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
    },
    ...server,
  });
  return { models, left };
}

const eventsOf = (payloads: object[]) => payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`);

const chunk = (rest: object) => ({ id: 'c-1', created: 1_795_478_400, model: 'm-1', ...rest });
const choice = (delta: object, finish_reason: string | null = null) =>
  chunk({ choices: [{ index: 0, delta, finish_reason }] });
const CHAT = [
  ...eventsOf([
    choice({ content: 'für [DONE] 42' }),
    choice({}, 'stop'),
    chunk({ choices: [], usage: { prompt_tokens: 24, completion_tokens: 3 } }),
  ]),
  'data: [DONE]\n\n',
];

const place = { output_index: 0, item: { type: 'message', id: 'msg_1' } };
const said = (delta: string) => ({ type: 'response.output_text.delta', item_id: 'msg_1', delta });
const responses = (last: string, error?: object) =>
  eventsOf([
    { type: 'response.created', response: { id: 'r-1', created_at: 1_795_478_400, model: 'm-1' } },
    { type: 'response.output_item.added', ...place },
    said('not response.completed, '),
    said('but für [DONE] 42'),
    { type: 'response.output_item.done', ...place },
    { type: last, sequence_number: 6, response: { usage: { input_tokens: 24, output_tokens: 3 }, error } },
  ]);
const FAULT = { code: 'server_error', message: 'Too much.' };

// The text was there, and counted as being written until five minutes of silence were over: then the reply failed.
describe('a reply of a server that leaves the connection open', () => {
  it.each([
    ['a compatible server', {}, 'qwen3', CHAT],
    ['OpenAI’s Chat Completions', { provider: 'openai' }, 'gpt-4.1-mini', CHAT],
    ['Responses', { api: 'responses' }, 'qwen3', responses('response.completed')],
    ['Responses that end early', { api: 'responses' }, 'qwen3', responses('response.incomplete')],
    ['Responses that fail', { api: 'responses' }, 'qwen3', responses('response.failed', FAULT)],
  ] as const)('is finished by its last event: %s', async (_, server, id, events) => {
    const pieces = events.map((event) => encoder.encode(event));
    const { models } = leavingOpen(pieces, server);
    const result = streamText({ model: models(id), ...settings });
    expect(await result.text).toContain('für [DONE] 42');
    expect(await result.usage).toMatchObject({ inputTokens: 24, outputTokens: 3 });
  });

  it('is finished also where its bytes come one by one, and then the server is left', async () => {
    const bytes = encoder.encode(CHAT.join(''));
    const { models, left } = leavingOpen(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)));
    const result = streamText({ model: models('qwen3'), ...settings });
    expect(await result.text).toBe('für [DONE] 42');
    expect(await result.finishReason).toBe('stop');
    await left;
  });
});
