import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { recover } from '@/lib/metering/recover';
import { createDatabase } from '@/tests/support/create-database';
import { newUser } from '@/tests/support/metering';
import { ROUTING_PARAMETERS } from '@/tests/support/routing-parameters';
import { StartedParts } from '@/tests/support/started-parts';
import { UPSTREAM_KEY } from '../support/api';
import { type App, startApp } from '../support/app';
import { openBooks } from '../support/books';
import { startScriptedUpstream, writeUntilClosed } from '../support/scripted-upstream';
import { chunk, completion, event, MODEL as model, usage } from '../support/upstream-replies';

const request = { model, messages: [{ role: 'user', content: 'Hi' }] };

describe('what passes between a caller and upstream', () => {
  const parts = new StartedParts();
  let app: App;
  let books: Awaited<ReturnType<typeof openBooks>>;
  let upstream: Awaited<ReturnType<typeof startScriptedUpstream>>;
  let key: string;

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    upstream = await parts.start(startScriptedUpstream(), (each) => each.close());
    books = await parts.start(openBooks(databaseUrl), (each) => each.close());
    const env = {
      DATABASE_URL: databaseUrl,
      OPENAI_BASE_URL: upstream.url,
      OPENAI_API_KEY: UPSTREAM_KEY,
      OPENAI_MODELS: JSON.stringify([{ id: model, provider: 'openai' }]),
    };
    app = await parts.start(startApp({ env }), (each) => each.stop());
    ({ key } = await createKey(books.db, { userId: await newUser(books.db), name: 'test' }));
  });
  // What upstream answered is billed, each answer once, and nothing else is.
  afterEach(async () => {
    await expect.poll(async () => (await books.entries()).length - upstream.answered()).toBe(0);
    await expect.poll(() => books.openHolds()).toEqual([]);
  });
  afterAll(() => parts.end());

  function ask(body: object, headers: Record<string, string> = {}, path = '/chat/completions') {
    return fetch(`${app.url}/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
  const answerJson = (body: object, status = 200, headers = {}) =>
    upstream.answerWith((response) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body)),
    );
  const answerEvents = (...events: string[]) =>
    upstream.answerWith((response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events.join('')),
    );

  it('is every parameter, also those that nobody knows, and every field of the answer', async () => {
    answerJson(completion);
    const body = {
      ...request,
      max_completion_tokens: 50,
      seed: 7,
      something_new: { a: [1] },
      logit_bias: null,
    };
    const answer = await ask(body);
    expect(upstream.requests).toMatchObject([{ path: '/v1/chat/completions' }]);
    expect(upstream.requests[0]?.body).toEqual({ ...body, store: false });
    expect(await answer.text()).toBe(JSON.stringify(completion));
  });

  it('is an output limit within what the model writes, whatever is asked for', async () => {
    answerJson(completion);
    for (const max_completion_tokens of [127_999, 128_001, 1_000_000]) {
      await ask({ ...request, max_completion_tokens });
    }
    const limits = [127_999, 128_000, 128_000].map((limit) => ({ max_completion_tokens: limit }));
    expect(upstream.requests.map(({ body }) => body)).toMatchObject(limits);
  });

  it('is what a model of OpenAI thought, in a form that a loop of tools can send back', async () => {
    const thought = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'c2VhbGVk' };
    const usage = { input_tokens: 9, output_tokens: 2 };
    answerJson({ id: 'resp-of-upstream', object: 'response', model, output: [thought], usage });
    const input = [{ role: 'user', content: 'What time is it?' }];
    const { output } = await (await ask({ model, input }, {}, '/responses')).json();
    expect((await ask({ model, input: [...input, ...output] }, {}, '/responses')).status).toBe(200);
    const sent = { store: false, include: ['reasoning.encrypted_content'] };
    const bodies = upstream.requests.map(({ body }) => body);
    expect(bodies).toMatchObject([sent, { ...sent, input: [...input, thought] }]);
  });

  it('is a stream, byte for byte, with the counts only for who asked', async () => {
    const spoken = [': a comment\n\n', event(chunk('Hel')), event(chunk('lo', { new_field: 1 }))];
    const end = event(chunk('', { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }));
    const counts = event(chunk('', { choices: [], usage }));
    answerEvents(...spoken, end, counts, 'data: [DONE]\n\n');
    const quiet = await ask({ ...request, stream: true });
    expect(await quiet.text()).toBe([...spoken, end, 'data: [DONE]\n\n'].join(''));
    const told = await ask({ ...request, stream: true, stream_options: { include_usage: true } });
    expect(await told.text()).toBe([...spoken, end, counts, 'data: [DONE]\n\n'].join(''));
    expect(upstream.requests.map(({ body }) => body)).toMatchObject([
      { stream_options: { include_usage: true } },
      { stream_options: { include_usage: true } },
    ]);
  });

  it('is several choices, each with the limit that was asked for, on one bill', async () => {
    const id = 'chatcmpl-with-choices';
    const told = (index: number, content: string, finish_reason: string | null = null) =>
      event(chunk('', { id, choices: [{ index, delta: { content }, finish_reason }] }));
    const spoken = [told(0, 'Hel'), told(1, 'Good'), told(0, 'lo', 'stop'), told(1, ' day', 'stop')];
    answerEvents(...spoken, 'data: [DONE]\n\n');
    const body = { ...request, stream: true, n: 2, max_completion_tokens: 50 };
    expect(await (await ask(body)).text()).toBe([...spoken, 'data: [DONE]\n\n'].join(''));
    expect(upstream.requests[0]?.body).toMatchObject({ n: 2, max_completion_tokens: 50 });
    const entry = (await books.entries()).find(({ responseId }) => responseId === id);
    // "Hello" is one token, "Good day" are two.
    expect(entry).toMatchObject({ outcome: 'complete', basis: 'estimated', outputTokens: 3 });
    const generation = await books.generation(entry?.generationId ?? '');
    expect(generation).toMatchObject({ maxOutputTokens: 100 });
    for (const n of [0, 1.5, 129]) expect((await ask({ ...request, n })).status).toBe(400);
  });

  it('is none of the caller’s headers, and none of upstream’s', async () => {
    answerJson(completion, 200, {
      'openai-organization': 'the-operator',
      'set-cookie': '__cf_bm=abc',
      'x-ratelimit-limit-requests': '31337',
    });
    const answer = await ask(request, {
      cookie: 'session=1',
      'openai-organization': 'org-of-the-caller',
      'x-forwarded-host': 'elsewhere.example',
      'x-portkey-custom-host': 'https://elsewhere.example/v1',
    });
    const [asked] = upstream.requests;
    expect(asked?.headers.authorization).toBe(`Bearer ${UPSTREAM_KEY}`);
    expect(JSON.stringify(asked?.headers)).not.toMatch(/session=1|of-the-caller|elsewhere|tt_live_/);
    const headers = JSON.stringify([...answer.headers]);
    expect(headers).not.toMatch(/the-operator|__cf_bm|31337/);
  });

  it.each([...ROUTING_PARAMETERS, 'plugins'])(
    'is nothing by which a caller could choose another upstream: %s',
    async (param) => {
      answerJson(completion);
      const embedding = { model: request.model, input: 'Hi' };
      const bodies = {
        '/chat/completions': request,
        '/responses': { ...request, ...embedding },
        '/embeddings': embedding,
      };
      for (const [path, body] of Object.entries(bodies)) {
        const answer = await ask({ ...body, [param]: ['https://elsewhere.example'] }, {}, path);
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ error: { code: 'unsupported_parameter', param } });
      }
      expect(upstream.requests).toEqual([]);
    },
  );

  it('is a refusal in upstream’s words, without our key, organisation and address', async () => {
    const message = `Too long for ${UPSTREAM_KEY} of org-AbCdEf1234567890 at ${upstream.url}/chat.`;
    answerJson({ error: { message, type: 'invalid_request_error', param: 'messages', code: 'odd' } }, 422);
    const answer = await ask(request);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({
      error: {
        message: 'Too long for […] of […] at […]/chat.',
        type: 'invalid_request_error',
        param: 'messages',
        code: 'odd',
      },
    });
  });

  it('is a failure when upstream sends us elsewhere, and nothing is charged', async () => {
    const before = await books.entries();
    answerJson({}, 308, { location: 'https://elsewhere.example/v1/chat/completions' });
    const answer = await ask(request);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: 'upstream_failed' } });
    expect(await books.entries()).toEqual(before);
  });

  it('is charged once under its key, also when another process took it for dead meanwhile', async () => {
    const before = await books.entries();
    upstream.answerWith(async (response) => {
      await recover(books.db, { silentMs: () => 0 });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion));
    });
    const headers = { 'idempotency-key': 'taken-for-dead' };
    for (const time of ['first', 'second']) {
      const answer = await ask(request, headers);
      expect([time, answer.status]).toEqual([time, 503]);
      expect(await answer.json()).toMatchObject({ error: { code: 'reply_lost' } });
    }
    expect(upstream.requests).toHaveLength(1);
    expect(await books.entries()).toHaveLength(before.length + 1);
  });

  it('is an error in mid-stream, without them too', async () => {
    const error = { message: `Lost ${UPSTREAM_KEY} of org-AbCdEf1234567890`, code: 'server_error' };
    answerEvents(event(chunk('Hel')), event({ error }));
    const said = await (await ask({ ...request, stream: true })).text();
    expect(said).toContain('Lost […] of […]');
    expect(said).not.toContain(UPSTREAM_KEY);
  });

  it('ends at upstream soon after the caller leaves, and what was delivered is billed', async () => {
    const ends: Promise<number>[] = [];
    upstream.answerWith((response) => ends.push(writeUntilClosed(response, event(chunk(' one')), 20)));
    const openai = new OpenAI({ apiKey: key, baseURL: `${app.url}/v1`, maxRetries: 0 });
    for (let caller = 0; caller < 5; caller++) {
      const before = new Set((await books.entries()).map(({ generationId }) => generationId));
      const chunks = await openai.chat.completions.create({
        model,
        messages: [{ role: 'user', content: 'Count.' }],
        stream: true,
      });
      let received = 0;
      for await (const _ of chunks) if (++received === 3) chunks.controller.abort();
      // It ends only once upstream sees its connection closed.
      const sent = (await ends[caller]) ?? 0;
      // One every 20 ms, of which a slow machine has some under way: it waits for no end, and for no time to be up.
      expect(sent - received).toBeLessThan(250);
      const billed = async () =>
        (await books.entries()).filter(({ generationId }) => !before.has(generationId));
      await expect.poll(billed).toMatchObject([{ outcome: 'stopped', basis: 'estimated' }]);
      const [entry] = await billed();
      expect(entry?.outputTokens).toBeGreaterThanOrEqual(received);
      expect(entry?.outputTokens).toBeLessThanOrEqual(sent);
    }
  });
});
