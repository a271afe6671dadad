import { beforeEach, expect, it, vi } from 'vitest';
import { chatRequest } from './chat-completions/request';
import { modelRoute } from './model-route';

const { getMetering } = vi.hoisted(() => ({ getMetering: vi.fn() }));
vi.mock('next/server', () => ({ after: () => {} }));
vi.mock('../api-keys/authenticate-often', () => ({
  authenticator: { authenticate: async () => ({ user: { id: 'ada', kind: 'member' }, key: { id: 'key' } }) },
}));
vi.mock('../billing/budgets/alerts', () => ({}));
vi.mock('../after-reply', () => ({ afterReply: async () => {} }));
vi.mock('../metering/context', () => ({ getMetering }));

beforeEach(() => {
  getMetering.mockClear();
});

const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
const message = '"messages":[{"role":"user","content":"Hi"}]';

// JSON.stringify can't write it again: it was billed as a call that failed, or a fault of ours.
it.each([
  ['metadata', `${message},"metadata":${deep}`],
  ['content', `"messages":[{"role":"user","content":[{"type":"other","of":${deep}}]}]`],
  [
    'parameters of a tool',
    `${message},"tools":[{"type":"function","function":{"name":"f","parameters":${deep}}}]`,
  ],
])('refuses %s 5,000 deep before anything is claimed or reserved', async (_, rest) => {
  const create = vi.fn(async () => ({ response: new Response('answered') }));
  const post = modelRoute(chatRequest, create);
  for (const headers of [new Headers(), new Headers({ 'Idempotency-Key': 'a' })]) {
    const body = `{"model":"m",${rest}}`;
    const answer = await post(
      new Request('https://chat.example.com/v1/chat/completions', { method: 'POST', headers, body }),
    );
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid_request', message: expect.stringContaining('500 deep') },
    });
  }
  expect(create).not.toHaveBeenCalled();
  expect(getMetering).not.toHaveBeenCalled();
});
