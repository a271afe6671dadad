import { createServer as createWebServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { generateText } from 'ai';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '@/tests/support/listen';
import { wasNeverServed } from '../metering/upstream-error';
import { createLanguageModels } from './language-models';
import { upstreamFetch } from './upstream-fetch';

/** Lets a server listen until the test is over. @returns its host and port */
async function serve(server: Server): Promise<string> {
  const port = await listen(server);
  onTestFinished(() => void server.close());
  return `127.0.0.1:${port}`;
}

/** How a call fails of a model that the server at an address has. */
function failureOf(baseUrl: string): Promise<unknown> {
  const server = {
    provider: 'compatible',
    baseUrl,
    apiKey: 'none',
    api: 'chat',
    fetch: upstreamFetch,
  } as const;
  const model = createLanguageModels(server)('llama3.3');
  return generateText({ model, prompt: 'Hello!', maxRetries: 0 }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** A fatal alert of TLS, by its number. */
const alert = (code: number) => Buffer.from([21, 3, 3, 0, 2, 2, code]);

// Its prompt was billed: the codes of these are those of a connection that broke, or as many as OpenSSL has.
it.each<[how: string, leave: (socket: Socket) => void]>([
  ['closed at once', (socket) => socket.end()],
  ['closed in answer to the greeting', (socket) => socket.once('data', () => socket.end())],
  ['reset in answer to the greeting', (socket) => socket.once('data', () => socket.resetAndDestroy())],
  ['refused for its version of TLS', (socket) => socket.once('data', () => socket.end(alert(70)))],
  ['refused for its ciphers', (socket) => socket.once('data', () => socket.end(alert(40)))],
  ['answered in plain text', (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))],
])('a handshake of TLS that is %s costs nothing', async (_, leave) => {
  const host = await serve(
    createServer((socket) => {
      // Of what it is sent after it has left.
      socket.on('error', () => {});
      leave(socket);
    }),
  );
  expect(wasNeverServed(await failureOf(`https://${host}/v1`))).toBe(true);
});

it('a connection that breaks after the request was sent may have cost something', async () => {
  const host = await serve(
    createWebServer((request) => request.resume().once('end', () => request.socket.destroy())),
  );
  expect(wasNeverServed(await failureOf(`http://${host}/v1`))).toBe(false);
});
