import { tool } from 'ai';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser, within } from '@/tests/support/metering';
import { generations, messages } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { requireModel } from '../models';
import { parseUsd } from '../money';
import { AlreadyAskedError } from './already-asked';
import { answer } from './answer';
import { beginTurn } from './begin-turn';
import { loadChat } from './load-chat';
import { stopReply } from './stop-reply';
import { finish, type Step, says } from './testing/model-steps';
import { onAnotherInstance } from './testing/on-another-instance';

const { model, look } = vi.hoisted(() => ({
  model: { steps: [] as Step[], calls: 0 },
  look: { run: async (): Promise<void> => {} },
}));

vi.mock('../models/upstream', async (importOriginal) => ({
  ...(await importOriginal<typeof import('../models/upstream')>()),
  languageModel: () => ({
    unmetered: new MockLanguageModelV4({
      doStream: async () => {
        const parts = [...(model.steps[model.calls++] ?? [])];
        return { stream: convertArrayToReadableStream(parts) };
      },
    }),
  }),
}));

vi.mock('./tools', () => ({
  toolsOf: () => ({
    look: tool({
      inputSchema: z.object({}),
      execute: async () => {
        await look.run();
        return 'seen';
      },
    }),
  }),
}));

const looks: Step = [
  { type: 'tool-call', toolCallId: 'call-1', toolName: 'look', input: '{}' },
  finish('tool-calls'),
];

describeOnDatabases('a reply whose tool takes longer than the silence of the dead', (db) => {
  let own: { userId: UserId; chatId: ChatId };
  let message: { id: MessageId; text: string };

  beforeEach(async () => {
    own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    message = { id: newId<MessageId>(), text: 'What is there?' };
    Object.assign(model, { steps: [looks, says('A whale.')], calls: 0 });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => void vi.useRealTimers());

  async function ask() {
    const question = { ...own, model: await requireModel('tokentally-demo'), message };
    const { chunks } = await answer(meteringOf(db()), { ...question, spendLimit: within(parseUsd('1')) });
    for await (const _ of chunks);
    return (await loadChat(db(), own)).messages.at(-1);
  }

  const calls = () => db().select().from(generations).where(eq(generations.chatId, own.chatId));

  /** As if all that is on record had happened a minute earlier. */
  async function aMinutePasses() {
    await expect.poll(async () => (await calls()).map(({ state }) => state)).toEqual(['settled']);
    const earlier = (column: unknown) => sql`${column} - interval '1 minute'`;
    const { dispatchedAt, settledAt, aliveAt } = generations;
    await db()
      .update(generations)
      .set({
        dispatchedAt: earlier(dispatchedAt),
        settledAt: earlier(settledAt),
        aliveAt: earlier(aliveAt),
      })
      .where(eq(generations.chatId, own.chatId));
    await db()
      .update(messages)
      .set({ askedAt: earlier(messages.askedAt), createdAt: earlier(messages.createdAt) })
      .where(eq(messages.chatId, own.chatId));
  }

  const expectUnderWay = () =>
    expect
      .poll(async () => {
        vi.advanceTimersByTime(2_000);
        return (await loadChat(db(), own)).replying;
      })
      .toBe(true);

  // A page that was opened then offered Retry, and the message was answered and billed a second time.
  it('is under way for another instance, and its message is not answered twice', async () => {
    let again: unknown;
    look.run = () =>
      onAnotherInstance(async () => {
        await aMinutePasses();
        await expectUnderWay();
        again = await beginTurn(db(), { ...own, model: 'tokentally-demo', message }).catch((error) => error);
      });
    const reply = await ask();
    expect(again).toBeInstanceOf(AlreadyAskedError);
    expect(reply).toMatchObject({ metadata: { status: 'complete' } });
  });

  it('is stopped by a Stop on another instance', async () => {
    look.run = () =>
      onAnotherInstance(async () => {
        await aMinutePasses();
        await expectUnderWay();
        await stopReply(db(), own);
      });
    const reply = await ask();
    expect(reply?.metadata?.status).toBe('stopped');
    expect(model.calls).toBe(1);
  });

  it('is said to live no longer once it is over', async () => {
    look.run = async () => {};
    await ask();
    expect(vi.getTimerCount()).toBe(0);
  });

  // Its call of the model is billed after the person was told.
  it('is never said to live when it failed before its first word', async () => {
    model.steps = [[{ type: 'error', error: new TypeError('terminated') }]];
    await expect(ask()).rejects.toThrow();
    await expect.poll(async () => (await calls()).map(({ state }) => state)).toEqual(['settled']);
    await expect.poll(() => vi.getTimerCount()).toBe(0);
  });
});
