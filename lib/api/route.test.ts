import { expect, it, vi } from 'vitest';
import { apiRoute } from './route';

const { authenticate, alertAfterReply, later } = vi.hoisted(() => ({
  authenticate: vi.fn(),
  alertAfterReply: vi.fn(),
  later: [] as Promise<unknown>[],
}));
vi.mock('next/server', () => ({ after: (task: Promise<unknown>) => void later.push(task) }));
vi.mock('../api-keys/authenticate-often', () => ({ authenticator: { authenticate } }));
vi.mock('../billing/budgets/after-reply', () => ({ alertAfterReply }));
vi.mock('../openmeter/after-reply', () => ({ afterReply: async () => {} }));

// A budget that was set while the call ran alerted with the next call only.
it('looks at the budget of a caller who had none when the call began', async () => {
  authenticate.mockResolvedValue({ user: { id: 'ada', kind: 'member' }, budget: null });
  const post = apiRoute(async () => ({ response: new Response(), ended: Promise.resolve() }));
  await post(new Request('https://chat.example.com/v1/chat/completions'));
  await Promise.all(later);
  expect(alertAfterReply).toHaveBeenCalledWith('ada', { begunAt: expect.any(Date) });
});
