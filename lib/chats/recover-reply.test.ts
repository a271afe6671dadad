import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { AlreadyAskedError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import type { Metering } from '../metering/context';
import { openGeneration } from '../metering/open';
import { beginTurn } from './begin-turn';
import { deleteChat, purgeDeletedChats } from './delete-chat';
import { loadChat } from './load-chat';
import { recoverReplies } from './recover-replies';
import { saveReply } from './save-reply';

const { getDb } = vi.hoisted(() => ({ getDb: vi.fn() }));
vi.mock('../db/client', () => ({ getDb }));

describeOnDatabases('a reply whose process died', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let messageId: MessageId;
  let message: { id: MessageId; text: string };
  let dead: Metering;

  beforeEach(async () => {
    getDb.mockResolvedValue(db());
    globalThis.tokentallyCheckpointer = undefined;
    userId = await newUser(db());
    [chatId, messageId] = [newId<ChatId>(), newId<MessageId>()];
    message = { id: newId<MessageId>(), text: 'What time is it?' };
    dead = meteringOf(db());
    await ask();
  });

  const ask = () => beginTurn(db(), { userId, chatId, model: 'tokentally-demo', message });

  /** A call of the model for the reply, that has delivered this. */
  async function step(text: string) {
    const generation = await openGeneration(dead, callOf(userId, { chatId, messageId }), {
      promptTokens: 10,
    });
    generation.tally.addText(text);
    generation.needsCheckpoint();
    return generation;
  }

  /** As if all that is on record had happened a minute earlier. */
  async function aMinutePasses() {
    const earlier = (column: unknown) => sql`${column} - interval '1 minute'`;
    await db()
      .update(generations)
      .set({ settledAt: earlier(generations.settledAt), aliveAt: earlier(generations.aliveAt) })
      .where(eq(generations.userId, userId));
  }

  async function savedReply() {
    const { messages } = await loadChat(db(), { userId, chatId });
    return messages.find(({ id }) => id === messageId);
  }

  async function keptTexts() {
    const calls = await db()
      .select()
      .from(generations)
      .where(eq(generations.userId, userId))
      .orderBy(generations.id);
    return calls.map(({ outputText }) => outputText);
  }

  // Settled, its text was nowhere: no call was open that the recovery could have found. Asking again was billed again.
  it('after its call of a model was billed, as while a tool runs, has all that this said', async () => {
    const first = await step('Let me ');
    await first.checkpoint();
    first.tally.addText('look 👋\0.');
    await first.settle('complete');
    await aMinutePasses();
    expect(await savedReply()).toMatchObject({
      parts: [{ type: 'step-start' }, { type: 'text', text: 'Let me look 👋\uFFFD.' }],
      metadata: { status: 'failed', usage: { promptTokens: 10 } },
    });
    expect(await keptTexts()).toEqual(['']);
    await expect(ask()).rejects.toThrow(AlreadyAskedError);
  });

  // It had the text of the second one only.
  it('in its second call of a model has the texts of both', async () => {
    await (await step('Let me look.')).settle('complete');
    const second = await step('It is ');
    await second.checkpoint();
    dead.checkpointer.remove(second.id);
    await aMinutePasses();
    await recoverReplies({ isSteady: true });
    expect(await savedReply()).toMatchObject({
      parts: [
        { type: 'step-start' },
        { type: 'text', text: 'Let me look.' },
        { type: 'step-start' },
        { type: 'text', text: 'It is ' },
      ],
      metadata: { status: 'failed', usage: { promptTokens: 20 } },
    });
    expect(await keptTexts()).toEqual(['', '']);
  });

  it('is told from one that is still written', async () => {
    await (await step('Let me look.')).settle('complete');
    expect(await savedReply()).toBeUndefined();
    await aMinutePasses();
    const second = await step('It is ');
    await second.checkpoint();
    expect(await savedReply()).toBeUndefined();
    await second.settle('complete');
    expect(await keptTexts()).toEqual(['Let me look.', 'It is ']);

    const parts = [{ type: 'text' as const, text: 'Let me look. It is noon.' }];
    await saveReply(db(), { chatId, id: messageId, parentId: message.id, parts, status: 'complete' });
    expect(await keptTexts()).toEqual(['', '']);
    await aMinutePasses();
    expect(await savedReply()).toMatchObject({ parts, metadata: { status: 'complete' } });
  });

  it('leaves nothing behind that is not removed with its chat', async () => {
    await (await step('Let me look.')).settle('complete');
    const second = await step('It is ');
    await second.checkpoint();
    await deleteChat(db(), { userId, chatId });
    await purgeDeletedChats({ db: db() }, 0);
    expect(await keptTexts()).toEqual(['', 'It is ']);
    await second.settle('stopped');
    expect(await keptTexts()).toEqual(['', '']);
  });
});
