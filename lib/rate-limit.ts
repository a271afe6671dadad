import { eq, inArray, lte, sql } from 'drizzle-orm';
import { rateLimits } from './db/schema';
import type { Database } from './db/types';
import { TooManyRequestsError } from './errors';

export interface RateLimit {
  /** What is limited and for whom, such as `guest:203.0.113.7`. */
  key: string;
  /** How many attempts a window allows. */
  limit: number;
  /** A window begins with its first attempt. */
  windowSeconds: number;
}

/** How many expired rows the start of a new window clears away: more than it adds, so the table stays small. */
const CLEARED_AT_ONCE = 100;

/**
 * Counts an attempt. The count is one statement on the database, so the limit holds across processes and
 * however many attempts race; the clock is the database's.
 *
 * @throws TooManyRequestsError when the window's attempts are used up
 */
export async function countAttempt(db: Database, input: RateLimit): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${input.windowSeconds})`;
  // One that ends after two windows began before the clock of the database was put back. Less than that may be an attempt
  // that waited for another, and has the earlier time: it must not begin the window anew.
  const isOver = sql`(${rateLimits.expiresAt} <= now()
    or ${rateLimits.expiresAt} > now() + make_interval(secs => ${2 * input.windowSeconds}))`;
  const [row] = await db
    .insert(rateLimits)
    .values({ key: input.key, attempts: 1, expiresAt })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        attempts: sql`case when ${isOver} then 1 else ${rateLimits.attempts} + 1 end`,
        expiresAt: sql`case when ${isOver} then ${expiresAt} else ${rateLimits.expiresAt} end`,
      },
    })
    .returning({
      attempts: rateLimits.attempts,
      secondsLeft: sql<number>`ceil(extract(epoch from ${rateLimits.expiresAt} - now()))::int`,
    });
  if (!row) throw new Error(`Counting an attempt of “${input.key}” returned no row.`);
  if (row.attempts === 1) await clearExpired(db);
  if (row.attempts > input.limit) throw new TooManyRequestsError(row.secondsLeft);
}

/** Forgets the attempts so far, for instance after one that succeeded. */
export async function forgetAttempts(db: Database, key: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Skips rows that somebody else is counting on, so that two clearings never wait for each other. */
async function clearExpired(db: Database): Promise<void> {
  const expired = db
    .select({ key: rateLimits.key })
    .from(rateLimits)
    .where(lte(rateLimits.expiresAt, sql`now()`))
    .limit(CLEARED_AT_ONCE)
    .for('update', { skipLocked: true });
  await db.delete(rateLimits).where(inArray(rateLimits.key, expired));
}
