import { expect, it } from 'vitest';
import { NotFoundError } from '@/lib/errors';
import { type ChatId, type MessageId, newId } from '@/lib/ids';
import { dispatch } from '@/lib/metering/dispatch';
import { reserve } from '@/lib/metering/reserve';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser, settleGeneration } from '@/tests/support/metering';
import { beginTurn } from '../begin-turn';
import { saveReply } from '../save-reply';
import { savedChat } from '../testing/saved-chat';
import { chatToJson } from './json';

describeOnDatabases('a chat as JSON', (db) => {
  it('has every branch, and what it cost', async () => {
    const { own, replyId } = await savedChat(db(), await newUser(db()));
    await settleGeneration(db(), own.userId, {}, { chatId: own.chatId, messageId: replyId });
    const chat = await chatToJson(db(), own);
    expect(chat).toMatchObject({
      shownUntil: replyId,
      total: { tokens: 150 },
      messages: [
        { role: 'user', parentId: null },
        { role: 'assistant', usage: { completionTokens: 50 } },
      ],
    });
    expect(JSON.parse(JSON.stringify(chat)).messages).toHaveLength(2);
  });

  it('is given to nobody else', async () => {
    const { own } = await savedChat(db(), await newUser(db()));
    const asStranger = { ...own, userId: await newUser(db()) };
    await expect(chatToJson(db(), asStranger)).rejects.toThrow(NotFoundError);
  });

  // It looked as if there were none.
  it('says whether a reply is still being written, which it does not have', async () => {
    const own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    const messageId = newId<MessageId>();
    const message = { id: newId<MessageId>(), text: 'Hello?' };
    const { questionId } = await beginTurn(db(), { ...own, model: 'tokentally-demo', message });
    const call = callOf(own.userId, { chatId: own.chatId, messageId });
    const { generationId } = await reserve(db(), call, { promptTokens: 10, maxOutputTokens: 1_000 });
    await dispatch(db(), generationId);
    expect(await chatToJson(db(), own)).toMatchObject({ replying: true, messages: [{ role: 'user' }] });

    const parts = [{ type: 'text', text: 'Hello.' } as const];
    await saveReply(db(), {
      chatId: own.chatId,
      id: messageId,
      parentId: questionId,
      parts,
      status: 'complete',
    });
    expect(await chatToJson(db(), own)).toMatchObject({ replying: false });
  });
});
