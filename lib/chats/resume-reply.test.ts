import { setImmediate as turn } from 'node:timers/promises';
import { eq, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { NotFoundError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { beginTurn } from './begin-turn';
import { deleteChat } from './delete-chat';
import { loadChat } from './load-chat';
import type { ChatMessage } from './message';
import { resumeReply } from './resume-reply';
import { saveReply } from './save-reply';
import { readerOf } from './testing/reply-reader';
import { startGeneration as startGenerationOf } from './testing/start-generation';

type Parts = ChatMessage['parts'];

const quickly = { pollMs: 1 };
const stepStart = { type: 'step-start' } as const;
const textPart = (text: string) => ({ type: 'text', text, state: 'done' }) as const;
const toolPart: Parts[number] = {
  type: 'tool-currentTime',
  toolCallId: 'call-1',
  state: 'output-available',
  input: {},
  output: '12:00',
};

describeOnDatabases('resuming a reply', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let questionId: MessageId;
  let messageId: MessageId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    ({ questionId } = await beginTurn(db(), { userId, chatId, model: 'tokentally-demo', message }));
    messageId = newId<MessageId>();
  });

  const resume = () => resumeReply(db(), { userId, chatId }, quickly);

  async function resumed() {
    const stream = await resume();
    if (!stream) throw new Error('No reply is under way.');
    return stream;
  }

  const startGeneration = () => startGenerationOf(db(), userId, { chatId, messageId });

  const save = (parts: Parts, status: 'complete' | 'stopped' | 'failed' = 'complete') =>
    saveReply(db(), { chatId, id: messageId, parentId: questionId, parts, status });

  async function savedMessage() {
    const { messages: saved } = await loadChat(db(), { userId, chatId });
    return saved.find(({ id }) => id === messageId);
  }

  it('gives what was written before and what is written now, and ends as the reply is saved', async () => {
    const generation = await startGeneration();
    await generation.write('Tokens are ');
    const stream = readerOf(await resumed());
    await stream.readText('Tokens are ');
    await generation.write('pieces 🧩');
    await stream.readText('Tokens are pieces 🧩');

    await generation.settle();
    await save([stepStart, textPart('Tokens are pieces 🧩 of text.')]);
    const message = await stream.readToEnd();

    expect(message).toEqual(await savedMessage());
    expect(message?.metadata).toMatchObject({
      status: 'complete',
      usage: { promptTokens: 10, completionTokens: 5 },
    });
  });

  it('waits for the reply to be saved when the model has ended, and has what the checkpoints lack', async () => {
    const generation = await startGeneration();
    await generation.write('Half of ');
    await generation.settle({ outcome: 'stopped' });
    const stream = readerOf(await resumed());
    expect(await stream.next()).toEqual({ type: 'start', messageId });
    const end = stream.readToEnd();
    await save([stepStart, textPart('Half of it')], 'stopped');
    expect(await end).toEqual(await savedMessage());
  });

  it('has the text of every step in its place, also of those that ended before', async () => {
    const [first, second] = [await startGeneration(), await startGeneration()];
    await first.write('Let me look.');
    await first.settle();
    await second.write('It is ');
    const stream = readerOf(await resumed());
    await stream.readText('Let me look.It is ');
    await second.settle();
    await save([stepStart, textPart('Let me look.'), toolPart, stepStart, textPart('It is noon.')]);
    expect(textsOf(await stream.readToEnd())).toEqual(['Let me look.', 'It is noon.']);
  });

  it('leaves the status to who reads the reply again, when there is more to it than text', async () => {
    const generation = await startGeneration();
    await generation.write('Let me look.');
    const stream = readerOf(await resumed());
    await stream.readText('Let me look.');
    await generation.settle();
    await save([stepStart, textPart('Let me look.'), toolPart]);
    const message = await stream.readToEnd();
    expect(textsOf(message)).toEqual(['Let me look.']);
    expect(message?.metadata).toBeUndefined();
  });

  it('is not misled by a try that delivered nothing', async () => {
    const [failed, refused, second] = [
      await startGeneration(),
      await startGeneration(),
      await startGeneration(),
    ];
    await failed.settle({ output: 0, outcome: 'failed' });
    await refused.void();
    await second.write('Here it is.');
    const stream = readerOf(await resumed());
    await stream.readText('Here it is.');
    await second.settle();
    await save([stepStart, textPart('Here it is.')]);
    expect(await stream.readToEnd()).toEqual(await savedMessage());
  });

  it('ends with what was said, as failed, when the reply was settled long ago and nobody saved it', async () => {
    const generation = await startGeneration();
    await generation.write('Lost');
    const stream = readerOf(await resumed());
    await stream.readText('Lost');
    await generation.settle();
    await db()
      .update(generations)
      .set({ settledAt: new Date(Date.now() - 60_000) })
      .where(eq(generations.messageId, messageId));
    const message = await stream.readToEnd();
    expect(textsOf(message)).toEqual(['Lost']);
    expect(message?.metadata?.status).toBe('failed');
    expect(await resume()).toBeUndefined();
  });

  // Each reader asked the database for itself, four times a second.
  it('is asked for by all that read along together', async () => {
    const generation = await startGeneration();
    let reads = 0;
    let allRead = () => {};
    const whenAllRead = new Promise<void>((resolve) => {
      allRead = resolve;
    });
    const database = new Proxy(db(), {
      get(target, key) {
        if (key !== 'execute') return Reflect.get(target, key);
        return async (statement: SQL) => {
          const isRead = new PgDialect().sqlToQuery(statement).sql.includes('as is_under_way');
          if (isRead) reads++;
          if (isRead && reads === 1) await whenAllRead;
          if (isRead && reads === 2) {
            await generation.settle();
            await save([stepStart, textPart('Tokens')]);
          }
          return target.execute(statement);
        };
      },
    });
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => resumeReply(database, { userId, chatId }, quickly)),
    );
    const ends = streams.map((stream) => stream && readerOf(stream).readToEnd());
    // Each has asked by then.
    await turn();
    allRead();
    for (const message of await Promise.all(ends)) expect(textsOf(message)).toEqual(['Tokens']);
    expect(reads).toBeLessThan(5);
  });

  it('stops asking when the reader leaves', async () => {
    const generation = await startGeneration();
    await generation.write('Tokens');
    const stream = readerOf(await resumed());
    await stream.readText('Tokens');
    const pending = stream.next();
    // Settles only once nobody asks any more; the generation would go on for ever.
    await stream.leave();
    expect(await pending).toBeUndefined();
  });

  it('has nothing to give when no reply is under way', async () => {
    expect(await resume()).toBeUndefined();
    const generation = await startGeneration();
    await generation.settle();
    await save([stepStart, textPart('All there.')]);
    expect(await resume()).toBeUndefined();
  });

  it('takes the last of several replies, and none that was refused', async () => {
    const old = await startGeneration();
    messageId = newId<MessageId>();
    const refused = await startGeneration();
    await refused.void();
    messageId = newId<MessageId>();
    const running = await startGeneration();
    expect(await readerOf(await resumed()).next()).toEqual({ type: 'start', messageId });
    await running.void();
    await old.void();
    expect(await resume()).toBeUndefined();
  });

  it('keeps a chat from everybody else', async () => {
    await startGeneration();
    const stranger = await newUser(db());
    await expect(resumeReply(db(), { userId: stranger, chatId })).rejects.toThrow(NotFoundError);
    await deleteChat(db(), { userId, chatId });
    await expect(resume()).rejects.toThrow(NotFoundError);
  });
});

function textsOf(message: ChatMessage | undefined): string[] {
  return message?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])) ?? [];
}
