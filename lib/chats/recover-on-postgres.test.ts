import { eq, type SQL, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import type { Generation } from '../metering/generation';
import { openGeneration } from '../metering/open';
import { loadChat } from './load-chat';
import { startRecovery } from './recover-replies';
import { sayAlive } from './say-alive';
import { startGeneration } from './testing/start-generation';
import { turnsOf } from './testing/turns-of';

const { getDb, signOfLife } = vi.hoisted(() => ({ getDb: vi.fn(), signOfLife: vi.fn() }));
vi.mock('../db/client', () => ({ getDb }));
vi.mock('../clear-away', () => ({ clearAway: async () => {} }));
vi.mock('../env', async (importOriginal) => {
  const original = await importOriginal<typeof import('../env')>();
  return { ...original, env: { ...original.env, DATABASE_URL: 'postgres://localhost/tokentally' } };
});
vi.mock('node:timers/promises', async (importOriginal) => ({
  ...(await importOriginal<typeof import('node:timers/promises')>()),
  setTimeout: signOfLife,
}));

describeOnDatabases('where several servers share a Postgres, a reply of another one', (db) => {
  let userId: UserId;
  let generation: Generation;

  beforeEach(async () => {
    getDb.mockResolvedValue(db());
    globalThis.tokentallyCheckpointer = undefined;
    userId = await newUser(db());
    const elsewhere = meteringOf(db());
    generation = await openGeneration(elsewhere, callOf(userId), { promptTokens: 10 });
    elsewhere.checkpointer.remove(generation.id);
    await lastHeardOf(sql`now() - interval '1 minute'`);
    signOfLife.mockReset();
    vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
  });
  afterEach(() => void vi.useRealTimers());

  const lastHeardOf = (aliveAt: SQL) =>
    db().update(generations).set({ aliveAt }).where(eq(generations.id, generation.id));

  /** Lets it be looked for by a server that has had the database for long, until that has waited. */
  async function recoverElsewhere() {
    const answered = vi.spyOn(db(), 'execute');
    await startRecovery();
    for (let looks = 0; looks < 5 && signOfLife.mock.calls.length === 0; looks++) {
      answered.mockClear();
      vi.advanceTimersByTime(5_000);
      await expect.poll(() => answered.mock.calls.length).toBeGreaterThan(0);
      await Promise.all(answered.mock.results.map(({ value }) => value));
    }
    answered.mockRestore();
    await expect.poll(() => signOfLife.mock.calls.length).toBeGreaterThan(0);
  }

  // All replies of the other servers were billed as if they were dead, as far as they were saved.
  it('is left alone when it only seems silent, as the clock of the database was put forward', async () => {
    signOfLife.mockImplementation(() => lastHeardOf(sql`now()`));
    await recoverElsewhere();
    await generation.settle('complete');
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ outcome: 'complete' }]);
  });

  it('is ended when it gives no sign of life', async () => {
    await recoverElsewhere();
    const outcomes = async () => (await booksOf(db(), userId)).entries.map(({ outcome }) => outcome);
    await expect.poll(outcomes).toEqual(['failed']);
  });
});

describeOnDatabases('where several servers share a Postgres, a tool of another one', (db) => {
  // Who opened its chat in the seconds after an outage was told that it had failed, and could have it answered anew.
  it('is left alone for a minute in which it only seems silent', async () => {
    const own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    await turnsOf(db, () => own).ask('What is there?');
    const reply = { chatId: own.chatId, messageId: newId<MessageId>() };
    const call = await startGeneration(db(), own.userId, reply);
    await call.write('Let me look.');
    await call.settle();
    const silentFor = (seconds: number) => {
      const since = sql`now() - make_interval(secs => ${seconds}::float8)`;
      const ofReply = eq(generations.messageId, reply.messageId);
      return db().update(generations).set({ settledAt: since, aliveAt: since }).where(ofReply);
    };
    const saved = async () => {
      const { messages } = await loadChat(db(), own);
      return messages.find(({ metadata }) => metadata?.status === 'failed');
    };
    await silentFor(50);
    expect(await saved()).toBeUndefined();
    await sayAlive(db(), reply);
    expect(await saved()).toBeUndefined();
    await silentFor(61);
    expect(await saved()).toMatchObject({ id: reply.messageId });
  });
});
