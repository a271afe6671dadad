import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { dispatch } from '../metering/dispatch';
import { reserve } from '../metering/reserve';
import { forgetAsked } from './asked-at';
import { beginTurn } from './begin-turn';
import { chooseVersion } from './choose-version';
import { loadChat } from './load-chat';
import { textsOf } from './parts';
import { saveRecoveredReply, saveReply } from './save-reply';

/** An hour: no two computers have clocks so far apart. */
const CLOCK_DIFFERENCE_MS = 3_600_000;

describeOnDatabases('a reply under way', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let questionId: MessageId;
  let replyId: MessageId;
  let editedId: MessageId;

  beforeEach(async () => {
    [userId, chatId, editedId] = [await newUser(db()), newId<ChatId>(), newId<MessageId>()];
    ({ questionId } = await begin({ message: { id: newId<MessageId>(), text: 'One?' } }));
    replyId = newId<MessageId>();
    await save(replyId, 'One.', questionId);
  });

  const begin = (asked: Partial<Parameters<typeof beginTurn>[1]>) =>
    beginTurn(db(), { userId, chatId, model: 'tokentally-demo', ...asked });
  const edit = () => begin({ message: { id: editedId, text: 'Uno?', parentId: null } });
  const choose = (messageId: MessageId) => chooseVersion(db(), { userId, chatId, messageId });
  const load = () => loadChat(db(), { userId, chatId });
  const texts = async () => (await load()).messages.map(({ parts }) => parts.flatMap(textsOf).join());
  const isReplying = async () => (await load()).replying;

  async function save(id: MessageId, text: string, parentId?: MessageId) {
    const parts = [{ type: 'text', text } as const];
    if (parentId) await saveReply(db(), { chatId, id, parentId, parts, status: 'complete' });
    else await saveRecoveredReply(db(), { chatId, id, parts });
  }

  /** Calls a model for a reply to the message that was asked last. */
  async function callModel(messageId = newId<MessageId>()): Promise<MessageId> {
    const call = callOf(userId, { chatId, messageId });
    const { generationId } = await reserve(db(), call, { promptTokens: 10, maxOutputTokens: 1_000 });
    await dispatch(db(), generationId);
    return messageId;
  }

  // After a reload the reply was shown under the wrong question, and what was asked then went on from there.
  it('to an edited message is none of the version before, and one of the edited again', async () => {
    await edit();
    await callModel();
    expect(await isReplying()).toBe(true);
    await choose(questionId);
    expect(await isReplying()).toBe(false);
    await choose(editedId);
    expect(await isReplying()).toBe(true);
  });

  it('to a message that is answered again is none of the reply before', async () => {
    await edit();
    await save(newId<MessageId>(), 'Uno.', editedId);
    await begin({ answerAgain: questionId });
    await callModel();
    expect(await isReplying()).toBe(true);
    await choose(replyId);
    expect(await isReplying()).toBe(false);
  });

  it('is to the same message with each of its calls of a model, and whatever is asked meanwhile', async () => {
    await edit();
    const running = await callModel();
    const { questionId: otherId } = await begin({
      message: { id: newId<MessageId>(), text: 'Two?', parentId: replyId },
    });
    await forgetAsked(db(), otherId);
    await callModel(running);
    expect(await isReplying()).toBe(false);
    await choose(editedId);
    expect(await isReplying()).toBe(true);
  });

  it('is found where the clocks of the server and the database differ', async () => {
    await edit();
    const messageId = await callModel();
    await db()
      .update(generations)
      .set({ reservedAt: new Date(Date.now() - CLOCK_DIFFERENCE_MS) })
      .where(eq(generations.messageId, messageId));
    expect(await isReplying()).toBe(true);
  });

  // The reply stood under the version that was shown when it was recovered.
  it('stands under its question when it is recovered, whichever version is shown', async () => {
    await edit();
    const recovered = await callModel();
    await choose(questionId);
    await save(recovered, 'Un');
    expect(await texts()).toEqual(['One?', 'One.']);
    await choose(editedId);
    expect(await texts()).toEqual(['Uno?', 'Un']);
  });

  // It went under the question before.
  it('stands under its question when it is recovered, though that was asked again meanwhile', async () => {
    const next = { id: newId<MessageId>(), text: 'Two?', parentId: replyId };
    await begin({ message: next });
    const recovered = await callModel();
    await forgetAsked(db(), next.id);
    await begin({ answerAgain: next.id });
    await save(recovered, 'Tw');
    expect(await texts()).toEqual(['One?', 'One.', 'Two?', 'Tw']);
  });
});
