import { expect, it, vi } from 'vitest';
import { DatabaseLockedError } from '@/lib/db/folder-lock';
import { SignInRequiredError } from '@/lib/errors';
import { type ChatId, newId } from '@/lib/ids';
import { rename } from './actions';

const { requireUser, getDb } = vi.hoisted(() => ({ requireUser: vi.fn(), getDb: vi.fn() }));
vi.mock('@/lib/auth', () => ({ requireUser }));
vi.mock('@/lib/db/client', () => ({ getDb }));

const chatId = newId<ChatId>();

// The error was thrown to Next.js, which printed all that is in it, and the person read of a fault on our side.
it('a change of a chat says that the database can’t be reached', async () => {
  requireUser.mockResolvedValue({ id: 'ada' });
  getDb.mockRejectedValue(new DatabaseLockedError('.data'));
  const message = expect.stringContaining('The database can’t be reached');
  expect(await rename(chatId, 'Cats')).toEqual({ done: false, message });
});

it('a change of a chat says what to do when the session has ended', async () => {
  requireUser.mockRejectedValue(new SignInRequiredError());
  expect(await rename(chatId, 'Cats')).toEqual({ done: false, message: new SignInRequiredError().message });
});
