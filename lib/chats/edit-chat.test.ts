import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { BadRequestError, NotFoundError } from '../errors';
import { pinChat, renameChat } from './edit-chat';
import { listChats } from './list-chats';
import type { OwnChat } from './own-chat';
import { QUESTION, savedChat } from './testing/saved-chat';

describeOnDatabases('a chat in the list', (db) => {
  let own: OwnChat;

  beforeEach(async () => {
    ({ own } = await savedChat(db(), await newUser(db())));
  });

  const list = async () => (await listChats(db(), own)).chats;

  it('can be renamed, but not to nothing', async () => {
    await renameChat(db(), own, '  Sleeping \n whales ');
    expect(await list()).toMatchObject([{ title: 'Sleeping whales' }]);
    await renameChat(db(), own, `a${'🐳'.repeat(120)}`);
    expect(await list()).toMatchObject([{ title: `a${'🐳'.repeat(119)}` }]);
    await expect(renameChat(db(), own, ' \n ')).rejects.toThrow(BadRequestError);
  });

  it('goes to the top when it is pinned, until it is no longer', async () => {
    const newer = (await savedChat(db(), own.userId, 'Newer')).own;
    expect((await list()).map(({ id }) => id)).toEqual([newer.chatId, own.chatId]);
    await pinChat(db(), own, true);
    expect(await list()).toMatchObject([
      { id: own.chatId, isPinned: true },
      { id: newer.chatId, isPinned: false },
    ]);
    await pinChat(db(), own, false);
    expect((await list()).map(({ id }) => id)).toEqual([newer.chatId, own.chatId]);
  });

  it('is neither renamed nor pinned by somebody else', async () => {
    const asStranger = { ...own, userId: await newUser(db()) };
    await expect(renameChat(db(), asStranger, 'Mine')).rejects.toThrow(NotFoundError);
    await expect(pinChat(db(), asStranger, true)).rejects.toThrow(NotFoundError);
    expect(await list()).toMatchObject([{ title: QUESTION, isPinned: false }]);
  });
});
