import { and, eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser } from '@/tests/support/metering';
import { chats, generations, messages as savedMessages } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import type { Metering } from '../metering/context';
import { openGeneration } from '../metering/open';
import { AlreadyAskedError } from './already-asked';
import { forgetAsked } from './asked-at';
import { beginTurn } from './begin-turn';
import { deleteChat, purgeDeletedChats } from './delete-chat';
import { chatToJson } from './export/json';
import { loadChat } from './load-chat';
import { recoverReplies } from './recover-replies';
import { registerReply } from './running-replies';
import { saveReply } from './save-reply';
import { sayAlive } from './say-alive';

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
    generation.noteOutput();
    return generation;
  }

  const aMinutePasses = () => minutesPass(1);

  /** As if all that is on record had happened so much earlier. */
  async function minutesPass(minutes: number) {
    const earlier = (column: unknown) => sql`${column} - make_interval(mins => ${minutes})`;
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
    await recoverReplies();
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

  it('is told from one whose tool takes long in this process', async () => {
    const { unregister } = registerReply(chatId);
    await (await step('Let me look.')).settle('complete');
    await minutesPass(60);
    expect(await savedReply()).toBeUndefined();
    unregister();
    expect(await savedReply()).toBeDefined();
  });

  // What took longer than 15 s was saved as failed by whichever server was asked for the chat.
  it('is told from one whose tool takes some minutes in another process, which says that it lives', async () => {
    await (await step('Let me look.')).settle('complete');
    await minutesPass(4);
    await sayAlive(db(), { chatId, messageId });
    expect(await savedReply()).toBeUndefined();
    await aMinutePasses();
    expect(await savedReply()).toMatchObject({ metadata: { status: 'failed' } });
  });

  // It counted as the newest version, took the end of the chat from a reply that ran, and moved the chat up the list.
  it('keeps its place in time, and waits until another in its chat is written', async () => {
    await (await step('Let me look.')).settle('complete');
    await aMinutePasses();
    const [deadId, parts] = [messageId, [{ type: 'text' as const, text: 'It is noon.' }]];
    messageId = newId<MessageId>();
    const other = await step('It is ');
    await other.checkpoint();
    expect((await loadChat(db(), { userId, chatId })).messages).toHaveLength(1);
    await other.settle('complete');
    await saveReply(db(), { chatId, id: messageId, parentId: message.id, parts, status: 'complete' });
    await db()
      .update(chats)
      .set({ updatedAt: new Date(0) })
      .where(eq(chats.id, chatId));

    expect(await savedReply()).toMatchObject({ parts, metadata: { versions: [deadId, messageId] } });
    const [chat] = await db().select().from(chats).where(eq(chats.id, chatId));
    expect(chat).toMatchObject({ headId: messageId, updatedAt: new Date(0) });
    const [call] = await db().select().from(generations).where(eq(generations.messageId, deadId));
    const [dead] = await db().select().from(savedMessages).where(eq(savedMessages.id, deadId));
    expect(dead?.createdAt).toEqual(call?.settledAt);
  });

  // It was the newest of its versions until the clock had come so far again.
  it('is of no later than its recovery, though the clock of the database was put back since', async () => {
    const call = await step('It is ');
    await call.checkpoint();
    dead.checkpointer.remove(call.id);
    await minutesPass(-120);
    await recoverReplies();
    const isPast = sql`${savedMessages.createdAt} <= now()`;
    expect(await db().$count(savedMessages, and(eq(savedMessages.id, messageId), isPast))).toBe(1);
  });

  // It took the end of the chat from the reply that was written in its place, which was then shown as a version only.
  it('leaves the end of its chat to the one that is written in its place', async () => {
    const [deadId, first] = [messageId, await step('It is ')];
    await first.checkpoint();
    dead.checkpointer.remove(first.id);
    await forgetAsked(db(), message.id);
    await beginTurn(db(), { userId, chatId, model: 'tokentally-demo' });
    await aMinutePasses();
    messageId = newId<MessageId>();
    const second = await step('It is noon.');
    await recoverReplies();
    expect(await loadChat(db(), { userId, chatId })).toMatchObject({
      messages: [{ id: message.id }],
      replying: true,
    });
    await second.settle('complete');
    const parts = [{ type: 'text' as const, text: 'It is noon.' }];
    await saveReply(db(), { chatId, id: messageId, parentId: message.id, parts, status: 'complete' });
    expect(await savedReply()).toMatchObject({ parts, metadata: { versions: [deadId, messageId] } });
  });

  it('leaves the end of its chat to a later one that died with it', async () => {
    const deadId = messageId;
    for (const text of ['It is ', 'Noon']) {
      const call = await step(text);
      await call.checkpoint();
      dead.checkpointer.remove(call.id);
      messageId = newId<MessageId>();
    }
    await aMinutePasses();
    await recoverReplies();
    const { messages } = await loadChat(db(), { userId, chatId });
    expect(messages).toMatchObject([
      { id: message.id },
      { parts: [{ type: 'step-start' }, { type: 'text', text: 'Noon' }] },
    ]);
    expect(messages[1]?.metadata?.versions).toContain(deadId);
  });

  // Markdown had it, and this did not.
  it('is in the chat as JSON', async () => {
    await (await step('Let me look.')).settle('complete');
    await aMinutePasses();
    const { messages } = await chatToJson(db(), { userId, chatId });
    expect(messages.find(({ id }) => id === messageId)).toMatchObject({
      status: 'failed',
      usage: { promptTokens: 10 },
    });
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
