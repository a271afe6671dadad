import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createGate } from '@/tests/support/gate';
import { booksOf, meteringOf, newUser, within } from '@/tests/support/metering';
import { saveAttachment } from '../attachments/save';
import { memoryStorages } from '../attachments/testing/memory-storage';
import { messages } from '../db/schema';
import { type AttachmentId, type ChatId, type MessageId, newId, type UserId } from '../ids';
import { requireModel } from '../models';
import { parseUsd } from '../money';
import { AlreadyAskedError } from './already-asked';
import { answer } from './answer';
import { beginTurn } from './begin-turn';
import { deleteChat } from './delete-chat';
import { loadChat } from './load-chat';
import { isReplyingHere } from './running-replies';
import { stopReply } from './stop-reply';
import { onAnotherInstance } from './testing/on-another-instance';

const reading = vi.hoisted(() => vi.fn<() => Promise<void>>());
const memory = memoryStorages();
vi.mock('../attachments/storage', () => ({
  storagesOf: () => ({
    ...memory.storages,
    open: async () => {
      const storage = await memory.storages.open('s3');
      const get = async (id: AttachmentId) => {
        await reading();
        return storage.get(id);
      };
      return { ...storage, get };
    },
  }),
}));

describeOnDatabases('a message whose files take long to read', (db) => {
  const storage = createGate();
  let own: { userId: UserId; chatId: ChatId };
  let message: { id: MessageId; text: string; attachmentIds: AttachmentId[] };

  beforeEach(async () => {
    own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    const file = { name: 'notes.txt', bytes: Buffer.from('Whales sleep.') };
    const { id } = await saveAttachment({ db: db() }, { ...own, ...file });
    message = { id: newId<MessageId>(), text: 'What is this?', attachmentIds: [id] };
    storage.shut();
    reading.mockReset().mockImplementation(storage.passed);
  });

  /** Beats come when a test says so. */
  const fakeBeats = () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
  };

  /** Asks, and resolves once its files are being read. */
  async function ask() {
    const question = { ...own, model: await requireModel('tokentally-demo'), message };
    const asked = answer(meteringOf(db()), { ...question, spendLimit: within(parseUsd('1')) });
    await expect.poll(() => reading.mock.calls.length).toBe(1);
    const isRead = async () => {
      storage.open();
      for await (const _ of (await asked).chunks);
    };
    return {
      isRead,
      async end() {
        await isRead();
        return (await loadChat(db(), own)).messages.at(-1);
      },
    };
  }

  // It was lost, and the whole reply billed.
  it('is not answered when it is stopped meanwhile', async () => {
    const asked = await ask();
    await stopReply(db(), own);
    const reply = await asked.end();
    expect(reply).toMatchObject({ role: 'assistant', metadata: { status: 'stopped' } });
    expect((await booksOf(db(), own.userId)).entries).toEqual([]);
    expect(isReplyingHere(own.chatId)).toBe(false);
  });

  // Another instance has nothing to stop, and there was no call of a model yet to mark.
  it.each([
    ['is stopped', stopReply],
    ['is deleted with its chat', deleteChat],
  ])('is not answered when it %s on another instance meanwhile', async (_, stop) => {
    fakeBeats();
    const asked = await ask();
    vi.advanceTimersByTime(2_000);
    await onAnotherInstance(() => stop(db(), own));
    await asked.isRead();
    expect((await booksOf(db(), own.userId)).calls).toEqual([]);
    expect(isReplyingHere(own.chatId)).toBe(false);
  });

  it('is said to be answered to a page that is opened meanwhile, which gets no second answer', async () => {
    const asked = await ask();
    expect(await loadChat(db(), own)).toMatchObject({ messages: [{ id: message.id }], replying: true });
    const again = { ...own, model: 'tokentally-demo' };
    await expect(beginTurn(db(), again)).rejects.toThrow(AlreadyAskedError);
    await expect(beginTurn(db(), { ...again, answerAgain: message.id })).rejects.toThrow(AlreadyAskedError);
    expect((await asked.end())?.metadata?.status).toBe('complete');
    expect((await beginTurn(db(), again)).replyIds).toHaveLength(1);
  });

  // A page that was opened after ten seconds offered Retry, and the message was answered and billed a second time.
  it('is answered once though it is sent again after a while', async () => {
    fakeBeats();
    const asked = await ask();
    const longAgo = new Date(0);
    await db().update(messages).set({ askedAt: longAgo }).where(eq(messages.id, message.id));
    await expect
      .poll(async () => {
        vi.advanceTimersByTime(2_000);
        const isAsked = sql`${messages.askedAt} > ${longAgo.toISOString()}::timestamptz and id = ${message.id}`;
        return (await db().select().from(messages).where(isAsked)).length;
      })
      .toBe(1);
    const again = beginTurn(db(), { ...own, model: 'tokentally-demo', message });
    await expect(again).rejects.toThrow(AlreadyAskedError);
    expect((await asked.end())?.metadata?.status).toBe('complete');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is over when one of them is gone', async () => {
    const asked = await ask();
    memory.blobs.clear();
    await expect(asked.end()).rejects.toThrow('The file “notes.txt” is no longer there.');
    expect(isReplyingHere(own.chatId)).toBe(false);
  });
});
