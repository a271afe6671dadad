import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser, settleGeneration, within } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { NotFoundError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { reserve } from '../metering/reserve';
import { requireModel } from '../models';
import { parseUsd } from '../money';
import { answer } from './answer';
import { beginTurn } from './begin-turn';
import { deleteChat, purgeDeletedChats, restoreChat, TooLateToUndoError } from './delete-chat';
import { listChats } from './list-chats';
import { loadChat } from './load-chat';
import type { OwnChat } from './own-chat';
import { searchChats } from './search-chats';
import { loadSharedChat, shareChat } from './share-chat';
import { savedChat } from './testing/saved-chat';
import { titleChat } from './title/title-chat';

describeOnDatabases('a chat that is deleted', (db) => {
  let own: OwnChat;
  let replyId: MessageId;

  beforeEach(async () => {
    ({ own, replyId } = await savedChat(db(), await newUser(db())));
  });

  it('is gone for every reader, and back when that is undone', async () => {
    const shareId = await shareChat(db(), own);
    await deleteChat(db(), own);
    expect((await listChats(db(), own)).chats).toEqual([]);
    expect((await searchChats(db(), { userId: own.userId, words: 'brain' })).chats).toEqual([]);
    await expect(loadChat(db(), own)).rejects.toThrow(NotFoundError);
    await expect(loadSharedChat(db(), shareId)).rejects.toThrow(NotFoundError);
    const strangers = { ...own, userId: await newUser(db()) };
    await expect(restoreChat(db(), strangers)).rejects.toThrow(TooLateToUndoError);
    await purgeDeletedChats({ db: db() });
    await restoreChat(db(), own);
    expect((await listChats(db(), own)).chats).toMatchObject([{ id: own.chatId }]);
  });

  // It was said that the chat doesn’t exist, or isn’t theirs.
  it('is gone for good once the time to undo it is over, and says so', async () => {
    await deleteChat(db(), own);
    await purgeDeletedChats({ db: db() }, 0);
    await expect(restoreChat(db(), own)).rejects.toThrow('can be undone for a minute only');
  });

  it('stays on the bill, and in the account, when it is gone for good', async () => {
    await settleGeneration(db(), own.userId, {}, { chatId: own.chatId, messageId: replyId });
    const before = await booksOf(db(), own.userId);
    await deleteChat(db(), own);
    await purgeDeletedChats({ db: db() }, 0);
    expect(await booksOf(db(), own.userId)).toEqual(before);
    expect(before.balance?.usedPico).toBeGreaterThan(0n);
  });
});

// The reply went on, was billed to its end, and nobody could stop it any more.
describeOnDatabases('a chat that is deleted while its reply is written', (db) => {
  let userId: UserId;
  let chatId: ChatId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
  });

  const own = () => ({ userId, chatId });

  it('has it stopped, titled by nobody, and shows what had come when the deletion is undone', async () => {
    const metering = meteringOf(db());
    const model = await requireModel('tokentally-demo');
    const spendLimit = within(parseUsd('1'));
    const message = { id: newId<MessageId>(), text: '/long' };
    const { chunks } = await answer(metering, { ...own(), model, message, spendLimit });
    let isDeleted = false;
    for await (const { type } of chunks) {
      if (isDeleted || type !== 'text-delta') continue;
      await deleteChat(db(), own());
      isDeleted = true;
    }
    await titleChat(metering, { ...own(), spendLimit });

    await restoreChat(db(), own());
    const { messages, replying } = await loadChat(db(), own());
    expect(messages.map(({ role, metadata }) => [role, metadata?.status])).toEqual([
      ['user', undefined],
      ['assistant', 'stopped'],
    ]);
    expect(replying).toBe(false);
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ via: 'chat', outcome: 'stopped' }]);
  });

  it('tells another instance that writes it to stop, unless it is somebody else who deletes', async () => {
    const message = { id: newId<MessageId>(), text: 'Hello!' };
    await beginTurn(db(), { ...own(), model: 'tokentally-demo', message });
    const call = callOf(userId, { chatId, messageId: newId<MessageId>() });
    const { generationId } = await reserve(db(), call, { promptTokens: 10, maxOutputTokens: 10 });
    const stopRequestedAt = async () => {
      const [row] = await db().select().from(generations).where(eq(generations.id, generationId));
      return row?.stopRequestedAt;
    };

    const strangerId = await newUser(db());
    await expect(deleteChat(db(), { userId: strangerId, chatId })).rejects.toThrow(NotFoundError);
    expect(await stopRequestedAt()).toBeNull();
    await deleteChat(db(), own());
    expect(await stopRequestedAt()).toBeInstanceOf(Date);
  });
});
