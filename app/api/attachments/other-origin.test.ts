import { beforeEach, expect, it, vi } from 'vitest';
import { DELETE } from './[id]/route';
import { POST } from './route';

const { requireUser, getDb } = vi.hoisted(() => ({ requireUser: vi.fn(), getDb: vi.fn() }));
vi.mock('@/lib/auth', () => ({ requireUser }));
vi.mock('@/lib/db/client', () => ({ getDb }));

beforeEach(() => void requireUser.mockResolvedValue({ id: 'ada', kind: 'member' }));

const context = { params: Promise.resolve({ id: '0199c0de-0000-7000-8000-000000000001' }) };

// Filled up the storage of whoever had the page open.
it.each([
  ['POST', POST],
  ['DELETE', (request: Request) => DELETE(request, context)],
] as const)('a page of another origin can’t %s a file', async (method, handle) => {
  const request = new Request('https://chat.example.com/api/attachments', {
    method,
    headers: { 'sec-fetch-site': 'same-site' },
  });
  expect((await handle(request)).status).toBe(403);
  expect(getDb).not.toHaveBeenCalled();
});
