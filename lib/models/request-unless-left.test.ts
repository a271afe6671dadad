import { createServer as createWebServer } from 'node:http';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { listen } from '@/tests/support/listen';
import { type SilentServer, startSilentServer } from '@/tests/support/silent-server';
import { wasNeverServed } from '../metering/upstream-error';
import { upstreamFetch } from './upstream-fetch';

let silent: SilentServer;
beforeAll(async () => {
  silent = await startSilentServer();
});
afterAll(() => silent.close());

/** Sends a prompt. @returns how that fails */
function failureOf(url: string, signal: AbortSignal): Promise<unknown> {
  const sent = upstreamFetch(url, { method: 'POST', body: '{"prompt":"Hello!"}', signal });
  return sent.then(
    () => undefined,
    (error: unknown) => error,
  );
}

// It was told when the connection had failed, after ten seconds, and the prompt was billed.
it('who leaves while the connection is being made is let go at once, and nothing was served', async () => {
  const person = new AbortController();
  const [connecting, failed] = [silent.nextCaller(), failureOf(silent.url, person.signal)];
  const socket = await connecting;
  person.abort();
  const failure = await failed;
  expect(wasNeverServed(failure)).toBe(true);
  expect(failure).toMatchObject({ name: 'AbortError', cause: { name: 'AbortError' } });
  // Nobody has given the connection up yet.
  expect(socket.readableEnded || socket.destroyed).toBe(false);
});

// Its prompt was billed.
it('what is left before its connection has come about is not sent when that has', async () => {
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server)}/v1`;
  onTestFinished(() => void server.close());
  const received = new Promise<string>((resolve) => {
    server.once('connection', (socket) => resolve(text(socket)));
  });
  const person = new AbortController();
  const failed = failureOf(url, person.signal);
  person.abort();
  expect(wasNeverServed(await failed)).toBe(true);
  expect(await received).toBe('');
});

it('what was left before it is asked for is not sent', async () => {
  expect(wasNeverServed(await failureOf(silent.url, AbortSignal.abort()))).toBe(true);
});

it('who leaves after it was sent may owe something', async () => {
  const person = new AbortController();
  const server = createWebServer(() => person.abort());
  const url = `http://127.0.0.1:${await listen(server)}/v1`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const failure = await failureOf(url, person.signal);
  expect(failure).toBe(person.signal.reason);
  expect(wasNeverServed(failure)).toBe(false);
});
