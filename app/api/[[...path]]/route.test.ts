import { expect, it } from 'vitest';
import { GET, POST } from './route';

const ask = (answer: typeof GET, method: string) =>
  answer(new Request('http://localhost:3000/api/nothing', { method }));

// The page that says so has scripts, and there no Content-Security-Policy.
it.each([
  ['GET', GET],
  ['POST', POST],
])('what nothing answers is said to be that in JSON, to a %s', async (method, answer) => {
  const response = await ask(answer, method);
  expect(response.status).toBe(404);
  const { error } = await response.json();
  expect(error.code).toBe('unknown_url');
  expect(error.message).toContain(`${method} /api/nothing`);
});
