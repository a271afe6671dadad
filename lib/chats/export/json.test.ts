import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser } from '@/tests/support/metering';
import { type ChatId, type MessageId, newId } from '../../ids';
import { dispatch } from '../../metering/dispatch';
import { reserve } from '../../metering/reserve';
import { beginTurn } from '../begin-turn';
import { saveReply } from '../save-reply';
import { chatToJson } from './json';

describeOnDatabases('a chat as JSON', (db) => {
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
