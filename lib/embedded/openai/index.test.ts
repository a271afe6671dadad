import { describe, expect, it } from 'vitest';
import { createDemoUpstream, type JournalEntry } from './index';
import { loadTokenCounter } from './token-count';

const model = 'tokentally-demo';
const userSays = (content: string) => [{ role: 'user', content }];

/** The text that an event of either API brings. */
function deltaIn(event: string): string {
  const quoted = /"(?:content|delta)":("(?:[^"\\]|\\.)*")/.exec(event)?.[1];
  return quoted ? JSON.parse(quoted) : '';
}

function setUp() {
  const journal: JournalEntry[] = [];
  const upstream = createDemoUpstream({ tokenDelayMs: 0, journal: (entry) => journal.push(entry) });
  const post = (path: string, body: unknown, init?: RequestInit) =>
    upstream(`http://demo${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    });
  return { upstream, post, journal };
}

describe('the demo upstream', () => {
  const refusals: [string, string, unknown, number, object][] = [
    ['a body that is not JSON', '/v1/chat/completions', '{"model":', 400, { type: 'invalid_request_error' }],
    ['a missing field', '/v1/chat/completions', { model }, 400, { param: 'messages' }],
    [
      'a wrong field deep inside',
      '/v1/chat/completions',
      { model, messages: [{ role: 'king', content: '' }] },
      400,
      { param: 'messages[0].role' },
    ],
    [
      'a picture that is none',
      '/v1/chat/completions',
      { model, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }] },
      400,
      { message: expect.stringContaining('image cannot be read') },
    ],
    [
      'a picture that is none in Responses',
      '/v1/responses',
      { model, input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:' }] }] },
      400,
      { message: expect.stringContaining('image cannot be read') },
    ],
    [
      'a model it does not have',
      '/v1/chat/completions',
      { model: 'gpt-9', messages: userSays('Hi') },
      404,
      { code: 'model_not_found' },
    ],
    [
      'more than one choice',
      '/v1/chat/completions',
      { model, n: 2, messages: userSays('Hi') },
      400,
      { param: 'n' },
    ],
    [
      'more output than the model writes',
      '/v1/chat/completions',
      { model, max_tokens: 99_999, messages: userSays('Hi') },
      400,
      { param: 'max_tokens' },
    ],
    [
      'a prompt beyond the context window',
      '/v1/chat/completions',
      { model, messages: userSays('word '.repeat(130_000)) },
      400,
      { code: 'context_length_exceeded' },
    ],
    [
      'such a prompt to Responses',
      '/v1/responses',
      { model, input: 'word '.repeat(130_000) },
      400,
      { code: 'context_length_exceeded', param: 'input' },
    ],
    [
      'a response to go on from',
      '/v1/responses',
      { model, input: 'Hi', previous_response_id: 'resp_1' },
      400,
      { code: 'previous_response_not_found' },
    ],
    [
      'an item by its id alone',
      '/v1/responses',
      { model, input: [{ type: 'item_reference', id: 'msg_1' }] },
      400,
      {
        param: 'input[0]',
        message: "Invalid 'input[0]': nothing is stored here, so send items whole, and 'store: false'.",
      },
    ],
    [
      'a limit below 16 in Responses',
      '/v1/responses',
      { model, input: 'Hi', max_output_tokens: 8 },
      400,
      { param: 'max_output_tokens' },
    ],
    [
      'an embedding of nothing',
      '/v1/embeddings',
      { model: 'tokentally-demo-embedding', input: '' },
      400,
      { param: 'input' },
    ],
    ['a path it does not have', '/v1/images/generations', {}, 404, { code: 'unknown_url' }],
    [
      '/error',
      '/v1/chat/completions',
      { model, messages: userSays('/error') },
      500,
      { type: 'server_error' },
    ],
  ];

  it.each(refusals)(
    "refuses %s in OpenAI's words, and journals nothing",
    async (_, path, body, status, error) => {
      const { post, journal } = setUp();
      const response = await post(path, body);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ error: { message: expect.any(String), ...error } });
      expect(response.headers.get('x-request-id')).toMatch(/^req_/);
      expect(journal).toEqual([]);
    },
  );

  it('refuses the wrong method', async () => {
    const response = await setUp().upstream('http://demo/v1/chat/completions');
    expect(response.status).toBe(404);
  });

  it('rejects like fetch when the request was aborted before', async () => {
    const signal = AbortSignal.abort(new Error('changed my mind'));
    const sent = setUp().post('/v1/chat/completions', { model, messages: userSays('Hi') }, { signal });
    await expect(sent).rejects.toThrow('changed my mind');
  });

  it.each([
    ['that could be read', '', 'a PDF of 1 page,'],
    ['that could not be read to its end', '<< /Type /ObjStm >>\nstream\n', 'a file,'],
  ])('says how many pages there are of a PDF %s', async (_, rest, said) => {
    const bytes = Buffer.from(`%PDF-1.7\n<< /Type /Page >>\n${rest}`);
    const file = { file_data: `data:application/pdf;base64,${bytes.toString('base64')}` };
    const messages = [{ role: 'user', content: [{ type: 'file', file }] }];
    const { choices } = await (await setUp().post('/v1/chat/completions', { model, messages })).json();
    expect(choices[0].message.content).toContain(said);
  });

  it('reports what a provider would have had in its cache', async () => {
    const { post } = setUp();
    const messages = [
      ...userSays('word '.repeat(1_200)),
      { role: 'assistant', content: 'Yes.' },
      ...userSays('And?'),
    ];
    const response = await post('/v1/chat/completions', { model, messages });
    const { usage } = await response.json();
    expect(usage.prompt_tokens_details.cached_tokens).toBe(1_152);
  });

  // The name was sent, and counted, whatever the limit: the call cost more than was held for it.
  describe('with a limit that a tool’s name goes beyond', () => {
    const name = 'look_up_the_weather_of_every_town_there_is_and_ever_was_or_will_be';
    const chat = {
      model,
      max_tokens: 1,
      messages: userSays('Hi'),
      tools: [{ type: 'function', function: { name } }],
      tool_choice: { type: 'function', function: { name } },
    };

    it('calls nothing, and ends at the limit', async () => {
      const { choices, usage } = await (await setUp().post('/v1/chat/completions', chat)).json();
      expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'look' } });
      expect(choices[0].message.tool_calls).toBeUndefined();
      expect(usage.completion_tokens).toBe(1);
    });

    it('sends no more than that', async () => {
      const { post, journal } = setUp();
      const sent = await (await post('/v1/chat/completions', { ...chat, stream: true })).text();
      expect(sent).toContain('"finish_reason":"length"');
      expect(sent).not.toContain(name);
      expect(journal.at(-1)).toMatchObject({ type: 'end', outcome: 'length', outputTokens: 1 });
    });

    it('does so in Responses, too', async () => {
      const tools = [{ type: 'function', name }];
      const body = { model, max_output_tokens: 16, input: 'Hi', tools, tool_choice: 'required' };
      const response = await (await setUp().post('/v1/responses', body)).json();
      expect(response).toMatchObject({ status: 'incomplete', usage: { output_tokens: 16 } });
      expect(response.output.map(({ type }: { type: string }) => type)).toEqual(['message']);
    });
  });

  it.each([
    ['/v1/chat/completions', { model, stream: true, messages: userSays('/long') }],
    ['/v1/responses', { model, stream: true, input: '/long' }],
  ])('knows every token it sent on %s when the reader leaves', async (path, body) => {
    const { post, journal } = setUp();
    const response = await post(path, body);
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (reader && text.length < 200) text += deltaIn(decoder.decode((await reader.read()).value));
    await reader?.cancel();

    const counter = await loadTokenCounter();
    const outputTokens = counter.countText(text);
    expect(outputTokens).toBeGreaterThan(20);
    expect(journal.at(-1)).toMatchObject({ type: 'end', outcome: 'cancelled', outputTokens });
  });

  it('ends its journal even if nobody ever reads the reply', async () => {
    const { post, journal } = setUp();
    const response = await post('/v1/chat/completions', { model, stream: true, messages: userSays('Hi') });
    await response.body?.cancel();
    expect(journal.map((entry) => entry.type)).toEqual(['start', 'end']);
    expect(journal.at(-1)).toMatchObject({ outcome: 'cancelled', outputTokens: 0 });
  });

  it('stops at once when the request is aborted in mid-reply', async () => {
    const { post, journal } = setUp();
    const stop = new AbortController();
    const body = { model, stream: true, messages: userSays('/long') };
    const response = await post('/v1/chat/completions', body, { signal: stop.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    stop.abort(new Error('stopped'));
    await expect(reader?.read()).rejects.toThrow('stopped');
    expect(journal.at(-1)).toMatchObject({ type: 'end', outcome: 'cancelled' });
  });
});
