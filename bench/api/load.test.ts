import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { listen } from '@/tests/support/listen';
import { load } from './load';

// The real one is for Linux only.
vi.mock('../support/process-usage', () => ({ processUsage: () => ({ cpuMs: 0, memoryMiB: 0 }) }));

const DELTA = 'data: {"choices":[{"index":0,"delta":{"content":" token"}}]}\n\n';
const DONE = 'data: [DONE]\n\n';
const COMPLETION = JSON.stringify({ choices: [{ index: 0, message: { content: ' token' } }] });

/** Three requests, one after the other, of a server that answers each in this way. */
async function loadOf(answer: RequestListener, stream: boolean) {
  const server = createServer(answer);
  const url = `http://127.0.0.1:${await listen(server)}`;
  const target = { name: 'a server', url, headers: [{}], pid: process.pid };
  try {
    const { errors, totalMs } = await load(target, { stream, requests: 3, connections: 1, opening: true });
    return { errors, answered: totalMs.length };
  } finally {
    server.close();
  }
}

/** Sends these pieces, each by itself. */
function pieces(...all: string[]): RequestListener {
  return async (_, response) => {
    for (const piece of all) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}

describe('a load', () => {
  it('counts streams that come to their end', async () => {
    expect(await loadOf(pieces(DELTA, DONE), true)).toEqual({ errors: 0, answered: 3 });
  });

  it('knows the end of a stream that comes in pieces', async () => {
    expect(await loadOf(pieces(DELTA, 'data: [DO', 'NE]\n', '\n'), true)).toEqual({ errors: 0, answered: 3 });
  });

  // Guards: a status of 200 and a first byte were taken for a stream that had succeeded.
  it.each([
    ['that ends early', [DELTA]],
    ['that ends with an error', [DELTA, 'data: {"error":{"message":"Lost."}}\n\n']],
    ['that has an error before its end', [DELTA, 'data: {"error":{"message":"Lost."}}\n\n', DONE]],
  ])('takes a stream %s for an error', async (_, sent) => {
    expect(await loadOf(pieces(...sent), true)).toEqual({ errors: 3, answered: 0 });
  });

  it('counts answers in one piece that are whole', async () => {
    expect(await loadOf(pieces(COMPLETION), false)).toEqual({ errors: 0, answered: 3 });
  });

  // Guards: the same, of answers in one piece.
  it.each([
    ['half an answer', COMPLETION.slice(0, -20)],
    ['an error', '{"error":{"message":"Lost."}}'],
    ['a web page', '<html></html>'],
  ])('takes %s for an error', async (_, sent) => {
    expect(await loadOf(pieces(sent), false)).toEqual({ errors: 3, answered: 0 });
  });

  it('takes a refusal for an error', async () => {
    const refuse: RequestListener = (_, response) => response.writeHead(429).end(COMPLETION);
    expect(await loadOf(refuse, false)).toEqual({ errors: 3, answered: 0 });
  });
});
