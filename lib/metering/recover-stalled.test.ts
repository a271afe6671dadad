import { eq, sql } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import type { UserId } from '../ids';
import { openGeneration } from './open';
import { recover } from './recover';

describeOnDatabases('where the database stalls while a recovery looks for who is silent', (db) => {
  afterEach(() => void vi.useRealTimers());

  /** The database, which takes 15 seconds for the question of that number. */
  function stallingAt(question: number) {
    vi.useFakeTimers({ toFake: ['performance'] });
    let asked = 0;
    return new Proxy(db(), {
      get(target, key) {
        if (key === 'select' && ++asked === question) vi.advanceTimersByTime(15_000);
        return Reflect.get(target, key);
      },
    });
  }

  /** Calls of which nothing was heard for 16 seconds. */
  async function silentCalls(userId: UserId, count: number) {
    const elsewhere = meteringOf(db());
    const calls = Array.from({ length: count }, () =>
      openGeneration(elsewhere, callOf(userId), { promptTokens: 10 }),
    );
    for (const { id } of await Promise.all(calls)) elsewhere.checkpointer.remove(id);
    await db()
      .update(generations)
      .set({ aliveAt: sql`now() - interval '16 seconds'` })
      .where(eq(generations.userId, userId));
  }

  // When it was back, all replies under way, of all servers, were billed as if they were dead.
  it('nobody is ended, as everybody was silent meanwhile, until the next recovery has waited anew', async () => {
    const userId = await newUser(db());
    await silentCalls(userId, 1);
    const wait = vi.fn(async () => {});
    const afterTheWait = 2;
    expect(await recover(stallingAt(afterTheWait), { awaitSignOfLife: wait })).toBe(0);
    expect((await booksOf(db(), userId)).entries).toEqual([]);
    expect(await recover(db(), { awaitSignOfLife: wait })).toBe(1);
    expect(wait).toHaveBeenCalledTimes(2);
  });

  it('no more are ended than were found before, where it stalls while these are ended', async () => {
    const userId = await newUser(db());
    await silentCalls(userId, 101);
    vi.useFakeTimers({ toFake: ['performance'] });
    const stall = async () => void vi.advanceTimersByTime(15_000);
    const wait = async () => {};
    expect(await recover(db(), { beforeSettling: stall, awaitSignOfLife: wait })).toBe(100);
    expect(await recover(db(), { beforeSettling: stall, awaitSignOfLife: wait })).toBe(1);
  });
});
