import { expect, it } from 'vitest';
import { z } from 'zod';
import { BadRequestError } from './errors';
import { readJson } from './http';

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

it('refuses what is not JSON', async () => {
  await expect(readJson(post('{'), z.unknown(), LIMIT_BYTES)).rejects.toThrow('not JSON');
});
