import { eq, type SQL, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import type { UserId } from '../ids';
import type { Generation } from '../metering/generation';
import { openGeneration } from '../metering/open';
import { startRecovery } from './recover-replies';

const { getDb, signOfLife } = vi.hoisted(() => ({ getDb: vi.fn(), signOfLife: vi.fn() }));
vi.mock('../db/client', () => ({ getDb }));
vi.mock('./clear-away', () => ({ clearAway: async () => {} }));
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
