import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { generateText } from 'ai';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '@/tests/support/listen';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
import { wasNeverServed } from '../metering/upstream-error';
import { createLanguageModels } from './language-models';
import { AnswerTooLargeError, LARGEST_ANSWER_BYTES, upstreamFetch } from './upstream-fetch';

/** A server that answers as it is told to. @returns its address, and what it was sent */
async function serve(answer: (response: ServerResponse) => void) {
  const received: string[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    received.push(`${incoming.method} ${incoming.headers['x-kind']} ${body}`);
    answer(response);
  });
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/v1`, received };
}

const post = { method: 'post', body: '{"a":"ü"}', headers: { 'x-kind': 'test' } };

it('sends a text and gives status, headers and body of the answer', async () => {
  const { url, received } = await serve((response) =>
    response.writeHead(418, { 'x-a': ['1', '2'] }).end('für'),
  );
  const answer = await upstreamFetch(url, post);
  expect(received).toEqual(['POST test {"a":"ü"}']);
  expect(answer.status).toBe(418);
  expect(answer.headers.get('x-a')).toBe('1,2');
  expect(await answer.text()).toBe('für');
});

// No answer could be made of it: every prompt was billed, and none answered.
it.each([
  ['Latin-1', Buffer.from('für', 'latin1')],
  ['UTF-8', Buffer.from('für 名')],
])('takes an answer that has %s in a header of its server', async (_, name) => {
  const { url } = await serve((response) =>
    response.writeHead(200, { 'x-name': name.toString('latin1') }).end('Hi.'),
  );
  const answer = await upstreamFetch(url, post);
  expect(answer.headers.get('x-name')).toContain('f');
  expect(await answer.text()).toBe('Hi.');
});

it('gives each part of the body when it comes', async () => {
  let writer: ServerResponse | undefined;
  const { url } = await serve((response) => {
    writer = response;
    response.write('one');
  });
  const reader = (await upstreamFetch(url, post)).body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('one');
  writer?.end('two');
  expect((await reader?.read())?.value).toBe('two');
  expect((await reader?.read())?.done).toBe(true);
});

it.each(['abort', 'cancel'] as const)('ends at the server on %s, though nothing comes', async (how) => {
  let left: Promise<unknown> | undefined;
  const { url } = await serve((response) => {
    left = once(response, 'close');
    response.write('one');
  });
  const stop = new AbortController();
  const reader = (await upstreamFetch(url, { ...post, signal: stop.signal })).body?.getReader();
  await reader?.read();
  const next = reader?.read().then(
    ({ done }) => done,
    () => true,
  );
  if (how === 'abort') stop.abort();
  else await reader?.cancel();
  expect(await next).toBe(true);
  await left;
});

// No Response could be made of it: a fault of ours, for which the prompt was billed.
it.each([
  [204, 'no body'],
  [304, 'no body'],
  [205, 'a body without end'],
  [600, 'a body without end'],
  [999, 'a body without end'],
])('makes a failure of the server of %i with %s, and reads none of it', async (status, what) => {
  let left: Promise<unknown> | undefined;
  const { url } = await serve((response) => {
    left = once(response, 'close');
    response.writeHead(status);
    if (what === 'no body') response.end();
    else response.write('one');
  });
  const answer = await upstreamFetch(url, post);
  expect([answer.status, answer.body]).toEqual([502, null]);
  await left;
});

it('fails when the body breaks off', async () => {
  const { url } = await serve((response) => {
    response.write('one', () => response.destroy());
  });
  const answer = await upstreamFetch(url, post);
  await expect(answer.text()).rejects.toThrow();
});

/** A server whose answer is larger than one in one piece may be. @returns what becomes of reading it */
async function readLarge(contentType: string) {
  let left: Promise<unknown> | undefined;
  const { url } = await serve((response) => {
    left = once(response, 'close');
    response.setHeader('content-type', contentType);
    Readable.from(Array<Buffer>(LARGEST_ANSWER_BYTES / MEBIBYTE.length + 1).fill(MEBIBYTE)).pipe(response);
  });
  const { body } = await upstreamFetch(url, post);
  return { read: body?.pipeTo(new WritableStream()), left: () => left };
}
const MEBIBYTE = Buffer.alloc(2 ** 20, 'a');

// It was held in memory, however large.
it('ends an answer in one piece at the server when it is too large', async () => {
  const { read, left } = await readLarge('application/json');
  await expect(read).rejects.toThrow(AnswerTooLargeError);
  await left();
});

it('reads a stream of events of any size', async () => {
  const { read } = await readLarge('text/event-stream; charset=utf-8');
  await expect(read).resolves.toBeUndefined();
});

it('says by its error that no connection came about', async () => {
  const url = `http://127.0.0.1:${NOBODYS_PORT}/v1`;
  const failure: unknown = await upstreamFetch(url, post).catch((error: unknown) => error);
  expect(wasNeverServed(failure)).toBe(true);
});

it('says the same of a server that does not speak TLS', async () => {
  const { url } = await serve((response) => response.end());
  const secure = upstreamFetch(url.replace('http:', 'https:'), post);
  expect(wasNeverServed(await secure.catch((error: unknown) => error))).toBe(true);
});

it('follows no redirect, and a model that is only found behind one has served nothing', async () => {
  const { url, received } = await serve((response) =>
    response.writeHead(308, { location: 'http://127.0.0.1/elsewhere' }).end(),
  );
  const server = { provider: 'compatible', baseUrl: url, apiKey: 'none', api: 'chat' } as const;
  const model = createLanguageModels({ ...server, fetch: upstreamFetch })('llama3.3');
  const failure: unknown = await generateText({ model, prompt: 'Hello!', maxRetries: 0 }).catch(
    (error: unknown) => error,
  );
  expect(received).toHaveLength(1);
  expect(wasNeverServed(failure)).toBe(true);
});

it('sends nothing but text', async () => {
  const body = new Uint8Array(1);
  await expect(upstreamFetch('http://127.0.0.1/v1', { method: 'POST', body })).rejects.toThrow('Only text');
});
