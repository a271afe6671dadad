import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { forgetAsked } from './asked-at';
import { loadChat } from './load-chat';
import { readProgress } from './reply-progress';
import { saveReply } from './save-reply';
import { sayAlive } from './say-alive';
import { startGeneration } from './testing/start-generation';
import { turnsOf } from './testing/turns-of';

describeOnDatabases(
  'a reply whose process died while a tool ran, before the clock of the database was put back',
  (db) => {
    // It was shown as being written until the clock had come so far again.
    it('is no longer under way, and is saved', async () => {
      const own = { userId: await newUser(db()), chatId: newId<ChatId>() };
      await turnsOf(db, () => own).ask('What is there?');
      const reply = { chatId: own.chatId, messageId: newId<MessageId>() };
      const call = await startGeneration(db(), own.userId, reply);
      await call.write('Let me look.');
      await call.settle();
      const ahead = sql`now() + interval '2 hours'`;
      await db()
        .update(generations)
        .set({ settledAt: ahead, aliveAt: ahead })
        .where(eq(generations.messageId, reply.messageId));
      expect(await readProgress(db(), reply)).toMatchObject({ isUnderWay: false });
      expect(await loadChat(db(), own)).toMatchObject({
        replying: false,
        messages: [{}, { id: reply.messageId, metadata: { status: 'failed' } }],
      });
    });

    it('is under way while its process says by the new time that it lives', async () => {
      const own = { userId: await newUser(db()), chatId: newId<ChatId>() };
      await turnsOf(db, () => own).ask('What is there?');
      const reply = { chatId: own.chatId, messageId: newId<MessageId>() };
      await (await startGeneration(db(), own.userId, reply)).settle();
      await db()
        .update(generations)
        .set({ settledAt: sql`now() + interval '2 hours'` })
        .where(eq(generations.messageId, reply.messageId));
      await sayAlive(db(), reply);
      expect(await readProgress(db(), reply)).toMatchObject({ isUnderWay: true });
    });
  },
);

describeOnDatabases('a reply that ends before its first word', (db) => {
  let own: { userId: UserId; chatId: ChatId };
  let questionId: MessageId;
  let messageId: MessageId;

  const { ask, begin } = turnsOf(db, () => own);

  beforeEach(async () => {
    own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    messageId = newId<MessageId>();
    ({ questionId } = await ask('What is a token?'));
  });

  async function endsAs(outcome: 'failed' | 'stopped') {
    const generation = await startGeneration(db(), own.userId, { ...own, messageId });
    await generation.settle({ output: 0, outcome });
  }

  // The page showed for fifteen seconds that the reply was being written which had been stopped.
  it('is not under way once more when it was stopped, and another in its place fails', async () => {
    await endsAs('stopped');
    const saved = { chatId: own.chatId, id: messageId, parentId: questionId, status: 'stopped' } as const;
    await saveReply(db(), { ...saved, parts: [{ type: 'step-start' }] });
    await begin({ answerAgain: questionId });
    await forgetAsked(db(), questionId);
    expect(await loadChat(db(), own)).toMatchObject({ messages: [{ id: questionId }], replying: false });
  });

  // Who read along waited for fifteen.
  it('is waited for no longer than some seconds after its process was last heard of', async () => {
    await endsAs('failed');
    expect(await readProgress(db(), { ...own, messageId })).toMatchObject({ isUnderWay: true, steps: [] });
    const earlier = sql`now() - interval '6 seconds'`;
    const ofReply = eq(generations.messageId, messageId);
    await db().update(generations).set({ settledAt: earlier }).where(ofReply);
    expect(await readProgress(db(), { ...own, messageId })).toMatchObject({ isUnderWay: true });
    await db().update(generations).set({ aliveAt: earlier }).where(ofReply);
    expect(await readProgress(db(), { ...own, messageId })).toMatchObject({ isUnderWay: false });
  });
});
