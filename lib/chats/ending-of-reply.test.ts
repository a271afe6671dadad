import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { messages } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { saveReply } from './save-reply';
import { turnsOf } from './testing/turns-of';

describeOnDatabases('the turns of a chat', (db) => {
  let userId: UserId;
  let chatId: ChatId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
  });

  const { ask, reply, shown } = turnsOf(db, () => ({ userId, chatId }));

  it.each(['allowance', 'limit', 'filter'] as const)(
    'tell of a reply that its %s ended it',
    async (cutBy) => {
      const { questionId } = await ask('What is a token?');
      const cut = { chatId, parentId: questionId, parts: [{ type: 'text', text: 'A piece of' } as const] };
      const id = newId<MessageId>();
      await saveReply(db(), { ...cut, id, status: 'complete', cutBy });
      const [, saved] = await shown();
      expect(saved?.metadata).toMatchObject({ status: 'complete', cutBy });
    },
  );

  it('tell of a reply that the allowance ended it, also where that was saved before others were told', async () => {
    const { questionId } = await ask('What is a token?');
    const id = await reply(questionId, 'A piece of');
    await db().update(messages).set({ status: 'cut' }).where(eq(messages.id, id));
    expect((await shown())[1]?.metadata).toMatchObject({ status: 'complete', cutBy: 'allowance' });
  });

  it('tell of a reply that failed that it failed, also where the allowance was short', async () => {
    const { questionId } = await ask('What is a token?');
    const parts = [{ type: 'text', text: 'A piece of' } as const];
    const id = newId<MessageId>();
    await saveReply(db(), {
      chatId,
      parentId: questionId,
      parts,
      id,
      status: 'failed',
      cutBy: 'allowance',
    });
    const [, saved] = await shown();
    expect(saved?.metadata?.status).toBe('failed');
    expect(saved?.metadata?.cutBy).toBeUndefined();
  });
});
