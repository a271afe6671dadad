import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readJson } from '../http';
import { embeddingRequest } from './embeddings/create';
import { responseRequest } from './responses/request';

/** What the caller is told of a request with such an input. */
async function toldOf(schema: z.ZodType, input: unknown): Promise<string> {
  const body = JSON.stringify({ model: 'm', input });
  const request = new Request('https://chat.example.com/v1', { method: 'POST', body });
  return readJson(request, schema, 1_000).then(
    () => 'nothing',
    (error: unknown) => String(error),
  );
}

// All of these were told “Invalid input → at input”.
describe('an input that is not right is told what is wrong with it, and where', () => {
  it.each([
    [[{ role: 'user', content: 'Hi' }, 'Hi'], 'expected object, received string\n  → at input[1]'],
    [[{ role: 'user', content: 'Hi' }, null], 'expected object, received null\n  → at input[1]'],
    [7, 'Send a text, or a list of items.\n  → at input'],
  ])('of a response: %j', async (input, told) => {
    expect(await toldOf(responseRequest, input)).toContain(told);
  });

  it.each([
    [['one', 2], 'expected string, received number\n  → at input[1]'],
    [[1, 0.5], 'expected int, received number\n  → at input[1]'],
    [[[1], [2, 'three']], 'expected number, received string\n  → at input[1][1]'],
    [[[1], 2], 'expected array, received number\n  → at input[1]'],
    [{ text: 'one' }, 'Send a text, a list of texts, or tokens.\n  → at input'],
    [undefined, 'Send a text, a list of texts, or tokens.\n  → at input'],
  ])('of embeddings: %j', async (input, told) => {
    expect(await toldOf(embeddingRequest, input)).toContain(told);
  });
});
