import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { rateLimits } from './db/schema';
import { TooManyRequestsError } from './errors';
import { countAttempt, forgetAttempts } from './rate-limit';

const inTheLimit = undefined;

describeOnDatabases('a rate limit', (db) => {
  const newLimit = () => ({ key: `test:${randomUUID()}`, limit: 3, windowSeconds: 600 });

  /** What each of several attempts throws. */
  async function attempt(times: number, limit: ReturnType<typeof newLimit>) {
    const errors: unknown[] = [];
    for (let i = 0; i < times; i++) {
      errors.push(
        await countAttempt(db(), limit).catch((error: unknown) => {
          if (!(error instanceof TooManyRequestsError)) throw error;
          return 'refused';
        }),
      );
    }
    return errors;
  }

  /** As if the window had begun so long ago, or so far ahead, that it ends then. */
  async function endWindow(key: string, inSeconds: number) {
    await db()
      .update(rateLimits)
      .set({ expiresAt: sql`now() + make_interval(secs => ${inSeconds})` })
      .where(eq(rateLimits.key, key));
  }

  it('lets through as many attempts as it allows, and refuses the next', async () => {
    expect(await attempt(4, newLimit())).toEqual([inTheLimit, inTheLimit, inTheLimit, 'refused']);
  });

  it('says after how many seconds to come back: when the window that the first attempt began is over', async () => {
    const limit = { ...newLimit(), limit: 0 };
    const refusal: unknown = await countAttempt(db(), limit).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ status: 429, details: { retryAfterSeconds: 600 } });
  });

  it('begins anew when the window is over', async () => {
    const limit = newLimit();
    await attempt(4, limit);
    await endWindow(limit.key, -1);
    expect(await attempt(4, limit)).toEqual([inTheLimit, inTheLimit, inTheLimit, 'refused']);
  });

  // Who had used their attempts up was locked out for as many hours as the clock had been ahead.
  it('begins anew when the clock of the database was put back by more than the window', async () => {
    const limit = newLimit();
    await attempt(4, limit);
    await endWindow(limit.key, 3 * 3600);
    expect(await attempt(4, limit)).toEqual([inTheLimit, inTheLimit, inTheLimit, 'refused']);
  });

  it('does not begin anew for an attempt that waited, and has an earlier time than the window', async () => {
    const limit = newLimit();
    await attempt(4, limit);
    await endWindow(limit.key, limit.windowSeconds + 60);
    expect(await attempt(1, limit)).toEqual(['refused']);
  });

  it('keeps each key apart', async () => {
    await attempt(4, newLimit());
    expect(await attempt(1, newLimit())).toEqual([inTheLimit]);
  });

  it('lets through no more when attempts race', async () => {
    const limit = newLimit();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => countAttempt(db(), limit)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('forgets attempts when told to', async () => {
    const limit = newLimit();
    await attempt(3, limit);
    await forgetAttempts(db(), limit.key);
    expect(await attempt(1, limit)).toEqual([inTheLimit]);
  });

  it('clears away windows that are over when another begins', async () => {
    const old = newLimit();
    await attempt(1, old);
    await endWindow(old.key, -1);
    await attempt(1, newLimit());
    expect(await db().select().from(rateLimits).where(eq(rateLimits.key, old.key))).toEqual([]);
  });
});
