import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { unknownUrl } from './unknown-url';

// The reports of usage were missing.
it('names all that there is', async () => {
  const answer = await unknownUrl(new Request('http://localhost/v1/images', { method: 'POST' }));
  expect(answer.status).toBe(404);
  const body: { error: { message: string } } = await answer.json();
  const named = body.error.message.match(/\/v1\/[\w/]+/g);
  expect(named?.sort()).toEqual(['/v1/images', ...paths()].sort());
});

/** Those of the API, as its folders have them; one model's is below that of all. */
function paths(): string[] {
  return readdirSync('app/v1', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('/route.ts') && !file.includes('['))
    .map((file) => `/v1/${dirname(file)}`);
}
