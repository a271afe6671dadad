import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { BadRequestError } from './errors';
import { readJson, route } from './http';
import { log } from './log';

const post = (body: string) => new Request('http://localhost/v1/x', { method: 'POST', body });
const LIMIT_BYTES = 1024 * 1024;

it('reads a body of the right shape', async () => {
  const shape = z.object({ name: z.string() });
  expect(await readJson(post('{"name":"Ada"}'), shape, LIMIT_BYTES)).toEqual({ name: 'Ada' });
});

it('says what is wrong with a body, and where', async () => {
  const reading = readJson(post('{"name":7}'), z.object({ name: z.string() }), LIMIT_BYTES);
  await expect(reading).rejects.toThrow(BadRequestError);
  await expect(reading).rejects.toThrow(/expected string.*at name/s);
});

// The message had a paragraph for each wrong item of a list: 148 MB for 4 MB of zeros.
it('tells the first faults only, however many there are', async () => {
  const numbers = JSON.stringify(Array.from({ length: 1_000 }, () => 'no'));
  const reading = readJson(post(numbers), z.array(z.number()), LIMIT_BYTES);
  await expect(reading).rejects.toThrow(/at \[0\]/);
  await expect(reading).rejects.toThrow(/^(?!.*\[9\])/s);
  await expect(reading).rejects.toThrow(/and 997 more/);
});

it('refuses what is not JSON, and says what to send', async () => {
  const reading = readJson(post('{'), z.unknown(), LIMIT_BYTES);
  await expect(reading).rejects.toThrow('The request’s body is not JSON. Send a whole JSON object.');
});

it('takes what is nested 500 deep, and refuses what is deeper, however deep', async () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const read = (levels: number) => readJson(post(nested(levels)), z.unknown(), LIMIT_BYTES);
  expect(JSON.stringify(await read(500))).toBe(nested(500));
  for (const levels of [501, 5_000, 500_000]) {
    await expect(read(levels)).rejects.toThrow(BadRequestError);
  }
});

// Whoever cancelled an upload was “an error nobody handles” in the log, which is worth an alert.
it('takes a body that breaks off for a bad request, and for no fault of ours', async () => {
  const error = vi.spyOn(log, 'error');
  const body = new ReadableStream({
    pull: (stream) => stream.error(new DOMException('The connection was closed.', 'AbortError')),
  });
  const streamed = { method: 'POST', body, duplex: 'half' };
  const request = new Request('http://localhost/v1/x', streamed);
  const answer = await route(async (request) => {
    return Response.json(await readJson(request, z.unknown(), LIMIT_BYTES));
  })(request);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('broke off') } });
  expect(error).not.toHaveBeenCalled();
});

// It was a fault of ours, with a 500: clients give up at that, where they wait and try again at a 503.
it.each(['53100', '55P03', 'ECONNREFUSED'])(
  'asks for another try when the database can’t for now (%s)',
  async (code) => {
    const cause = Object.assign(new Error('no'), { code });
    const failing = route(() => Promise.reject(new DrizzleQueryError('insert', [], cause)));
    const answer = await failing(post(''));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('5');
  },
);
