import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import type { UserId } from '../ids';
import { getMetering } from '../metering/context';
import { openGeneration } from '../metering/open';
import { startRecovery } from './recover-replies';

const { getDb } = vi.hoisted(() => ({ getDb: vi.fn() }));
vi.mock('../db/client', () => ({ getDb }));
vi.mock('../clear-away', () => ({ clearAway: async () => {} }));

/** As many as are ended at a time, so that others are looked for after them. */
const ORPHANS = 100;

describeOnDatabases('while a server with a database of its own ends what its last run left open', (db) => {
  let orphaned: UserId;

  beforeEach(async () => {
    getDb.mockResolvedValue(db());
    globalThis.tokentallyCheckpointer = undefined;
    vi.useFakeTimers({ toFake: ['setInterval'] });
    orphaned = await newUser(db());
    const dead = meteringOf(db());
    const openOne = () =>
      openGeneration(dead, callOf(orphaned, { allowancePico: null }), { promptTokens: 10 });
    const opened = await Promise.all(Array.from({ length: ORPHANS }, openOne));
    for (const { id } of opened) dead.checkpointer.remove(id);
    await silence(orphaned, 60);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const silence = (userId: UserId, seconds: number) =>
    db()
      .update(generations)
      .set({ aliveAt: sql`now() - make_interval(secs => ${seconds}::float8)` })
      .where(eq(generations.userId, userId));

  // It was billed as failed, while its reply was on its way.
  it('a call of its own is left alone that waits for its first token since before it looked again', async () => {
    vi.spyOn(process, 'uptime').mockReturnValueOnce(10).mockReturnValue(30);
    const [userId, own] = [await newUser(db()), meteringOf(db())];
    const { id } = await openGeneration(own, callOf(userId), { promptTokens: 10 });
    own.checkpointer.remove(id);
    await silence(userId, 20);
    await startRecovery();
    expect((await booksOf(db(), orphaned)).entries).toHaveLength(ORPHANS);
    expect((await booksOf(db(), userId)).entries).toEqual([]);
  });

  it('a call is left alone that it has begun since it looked first', async () => {
    vi.spyOn(process, 'uptime').mockReturnValue(10);
    const userId = await newUser(db());
    const own = await getMetering();
    const generation = await openGeneration(own, callOf(userId), { promptTokens: 10 });
    await silence(userId, 20);
    vi.spyOn(own.checkpointer, 'ids').mockReturnValueOnce([]);
    await startRecovery();
    expect((await booksOf(db(), orphaned)).entries).toHaveLength(ORPHANS);
    expect((await booksOf(db(), userId)).entries).toEqual([]);
    await generation.settle('complete');
  });
});
