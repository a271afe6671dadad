import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { log } from '@/lib/log';
import { GET } from './route';

const { requireUser, getDb } = vi.hoisted(() => ({ requireUser: vi.fn(), getDb: vi.fn() }));
vi.mock('@/lib/auth', () => ({ requireUser }));
vi.mock('@/lib/db/client', () => ({ getDb }));
vi.mock('../../time-zone', () => ({ timeZoneFor: async () => 'UTC' }));

// It was answered with a file that broke off after its first line, and the log did not say whose it was.
it('the file of events is refused in words where the database is away', async () => {
  const info = vi.spyOn(log, 'info');
  vi.spyOn(log, 'error').mockImplementation(() => {});
  requireUser.mockResolvedValue({ id: 'ada', kind: 'member' });
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  getDb.mockResolvedValue({ execute: () => Promise.reject(new DrizzleQueryError('select', [], cause)) });
  const answer = await GET(new Request('https://chat.example.com/billing/export/events?range=7d'));
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('database') } });
  expect(info).toHaveBeenCalledExactlyOnceWith(
    { code: expect.any(String), path: '/billing/export/events', userId: 'ada' },
    'a request was refused',
  );
});
