import { beforeEach, expect, it, vi } from 'vitest';
import { POST as chat } from '@/app/api/chat/route';
import { POST as chatCompletions } from '@/app/v1/chat/completions/route';
import { POST as embeddings } from '@/app/v1/embeddings/route';
import { POST as responses } from '@/app/v1/responses/route';

const { requireUser, authenticate, getMetering } = vi.hoisted(() => ({
  requireUser: vi.fn(),
  authenticate: vi.fn(),
  getMetering: vi.fn(),
}));
vi.mock('next/server', () => ({ after: () => {} }));
vi.mock('@/lib/auth', () => ({ requireUser }));
vi.mock('@/lib/api-keys/authenticate-often', () => ({ authenticator: { authenticate } }));
vi.mock('@/lib/billing/budgets/alerts', () => ({}));
vi.mock('@/lib/after-reply', () => ({}));
vi.mock('@/lib/metering/context', () => ({ getMetering }));
vi.mock('@/lib/env', async (importOriginal) => {
  const original = await importOriginal<typeof import('@/lib/env')>();
  return { ...original, env: { ...original.env, GUESTS: undefined, OPENAI_API_KEY: 'sk-test-key' } };
});

function as(kind: 'guest' | 'member') {
  requireUser.mockResolvedValue({ id: 'ada', kind });
  authenticate.mockResolvedValue({ user: { id: 'ada', kind }, key: { id: 'key' } });
}

beforeEach(() => {
  vi.clearAllMocks();
});

// Only new guests were refused. Those of the time of the demo went on, at the operator's cost.
it.each([
  ['session in the chat', '/api/chat', chat],
  ['key', '/v1/chat/completions', chatCompletions],
  ['key', '/v1/responses', responses],
  ['key', '/v1/embeddings', embeddings],
] as const)('with a real upstream a guest’s %s calls no model: %s', async (_, path, post) => {
  const ask = () => post(new Request(`https://chat.example.com${path}`, { method: 'POST', body: '{}' }));
  as('guest');
  const answer = await ask();
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    error: { code: 'guests_off', message: expect.stringContaining('Create an account') },
  });
  expect(getMetering).not.toHaveBeenCalled();
  as('member');
  // The body is looked at.
  expect((await ask()).status).toBe(400);
});
