import { eq, type SQL, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { messages } from '../db/schema';
import { type ChatId, type MessageId, newId } from '../ids';
import { loadChat } from './load-chat';
import { saveReply } from './save-reply';
import { startGeneration } from './testing/start-generation';
import { turnsOf } from './testing/turns-of';

describeOnDatabases('a chat that is opened as its reply is saved', (db) => {
  // It ended in the question, with nothing under way, and the page said that the message has no reply.
  it('has the reply, or says that it is under way', async () => {
    const own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    const { questionId } = await turnsOf(db, () => own).ask('What is a token?');
    const askedAt = sql`now() - interval '11 seconds'`;
    await db().update(messages).set({ askedAt }).where(eq(messages.id, questionId));
    const id = newId<MessageId>();
    const generation = await startGeneration(db(), own.userId, { ...own, messageId: id });

    let isSaved: Promise<void> | undefined;
    async function save() {
      await generation.settle();
      const parts = [{ type: 'text', text: 'A piece of a word.' } as const];
      await saveReply(db(), { chatId: own.chatId, id, parentId: questionId, parts, status: 'complete' });
    }
    const database = new Proxy(db(), {
      get(target, key) {
        if (key !== 'execute') return Reflect.get(target, key);
        return async (statement: SQL) => {
          isSaved ??= save();
          await isSaved;
          return target.execute(statement);
        };
      },
    });
    const { messages: shown, replying } = await loadChat(database, own);
    expect(isSaved).toBeDefined();
    expect(replying || shown.at(-1)?.id === id).toBe(true);
  });
});
