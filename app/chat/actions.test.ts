import { describe, expect, it, vi } from 'vitest';
import { DatabaseLockedError } from '@/lib/db/folder-lock';
import { SignInRequiredError } from '@/lib/errors';
import { type ChatId, newId } from '@/lib/ids';
import { findChats, readChat, readOlderChats, rename } from './actions';

const { currentUser, requireUser, getDb } = vi.hoisted(() => ({
  currentUser: vi.fn(),
  requireUser: vi.fn(),
  getDb: vi.fn(),
}));
vi.mock('@/lib/auth', () => ({ currentUser, requireUser }));
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

// A search said that nothing was found, “Show older chats” did nothing, and a reply under way was said to be none.
describe('what is read of the chats when the session has ended', () => {
  it.each([
    ['those with some words', () => findChats('cats')],
    ['the older ones', () => readOlderChats({ updatedAt: new Date(), id: chatId })],
  ])('says what to do: %s', async (_, read) => {
    requireUser.mockRejectedValue(new SignInRequiredError());
    expect(await read()).toEqual({ done: false, message: new SignInRequiredError().message });
  });

  it('is not taken for a chat that is not saved', async () => {
    currentUser.mockResolvedValue(undefined);
    expect(await readChat(chatId)).toBe('signed out');
  });
});
