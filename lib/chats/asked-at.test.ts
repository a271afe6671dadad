import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { messages } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { AlreadyAskedError } from './already-asked';
import { forgetAsked, keepAsked } from './asked-at';
import { loadChat } from './load-chat';
import { stopReply } from './stop-reply';
import { startGeneration } from './testing/start-generation';
import { turnsOf } from './testing/turns-of';

describeOnDatabases('a question of which no call of a model is on record', (db) => {
  let own: { userId: UserId; chatId: ChatId };
  let questionId: MessageId;

  const { ask, begin, reply } = turnsOf(db, () => own);
  const isReplying = async () => (await loadChat(db(), own)).replying;

  beforeEach(async () => {
    own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    ({ questionId } = await ask('What is a token?'));
  });

  it('is being answered for some seconds, or as long as that is said', async () => {
    expect(await isReplying()).toBe(true);
    const askedAt = sql`now() - interval '11 seconds'`;
    await db().update(messages).set({ askedAt }).where(eq(messages.id, questionId));
    expect(await isReplying()).toBe(false);
    expect(await keepAsked(db(), questionId)).toBe(true);
    expect(await isReplying()).toBe(true);
  });

  // What was on its way as its answer came to nothing made it wait for ten seconds.
  it('can be answered again once that came to nothing, whatever is said of it then', async () => {
    await forgetAsked(db(), questionId);
    expect(await keepAsked(db(), questionId)).toBe(false);
    expect(await begin({})).toMatchObject({ questionId });
  });

  it('is asked no more when it is stopped', async () => {
    await stopReply(db(), own);
    expect(await keepAsked(db(), questionId)).toBe(false);
    expect(await isReplying()).toBe(false);
  });

  it('is asked no more when it is stopped as it is answered again', async () => {
    await reply(questionId, 'A piece of a word.');
    await begin({});
    await stopReply(db(), own);
    expect(await keepAsked(db(), questionId)).toBe(false);
  });

  // A model that thought for long was called, and billed, a second time for who had lost the connection.
  it('is not answered again while its call of a model is under way, however long that takes', async () => {
    const call = await startGeneration(db(), own.userId, { ...own, messageId: newId<MessageId>() });
    const askedAt = sql`now() - interval '11 seconds'`;
    await db().update(messages).set({ askedAt }).where(eq(messages.id, questionId));
    await expect(begin({ answerAgain: questionId })).rejects.toThrow(AlreadyAskedError);
    await call.void();
    expect(await begin({ answerAgain: questionId })).toMatchObject({ questionId });
  });

  it('may get another reply while one is being written beside the one that is there', async () => {
    await reply(questionId, 'A piece of a word.');
    await begin({ answerAgain: questionId });
    await startGeneration(db(), own.userId, { ...own, messageId: newId<MessageId>() });
    expect(await begin({ answerAgain: questionId })).toMatchObject({ questionId });
  });

  it('is still asked when it is stopped once a call is on record, by which its process learns of that', async () => {
    await startGeneration(db(), own.userId, { ...own, messageId: newId<MessageId>() });
    await stopReply(db(), own);
    await expect(begin({})).rejects.toThrow(AlreadyAskedError);
  });
});
