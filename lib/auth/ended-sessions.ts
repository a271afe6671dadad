import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { AskSeldom } from '../ask-seldom';
import { getDb } from '../db/client';
import { isDatabaseUnreachable } from '../db/errors';
import { users } from '../db/schema';
import type { Database } from '../db/types';
import type { UserId } from '../ids';

/** A session that was ended goes on for so long at most, on each instance. */
const REMEMBERED_MS = 10_000;

/**
 * When a person's sessions were last ended, in epoch milliseconds; 0 where none were. A session that knows of an earlier end
 * only is over. Where there is no such person all are: they are of another database, or of one before a backup was restored.
 */
export async function sessionsFrom(db: Database, userId: UserId): Promise<number> {
  const [row] = await db.select({ from: users.sessionsFrom }).from(users).where(eq(users.id, userId));
  return row ? toMilliseconds(row.from) : Number.POSITIVE_INFINITY;
}

/** The column `sessions_from` in epoch milliseconds. */
export function toMilliseconds(from: Date | null): number {
  return from?.getTime() ?? 0;
}

/**
 * For `sessions_from`, to end all sessions of a person. By the one clock that all share, and as it is when the row is free; it
 * may have been set back since sessions were last ended.
 */
export const sessionsEndNow = sql`greatest(clock_timestamp(), ${users.sessionsFrom} + interval '1 millisecond')`;

/** Ends all sessions of a person, this moment's too. Each instance learns of it within ten seconds. */
export async function endSessions(db: Database, userId: UserId): Promise<void> {
  await db.update(users).set({ sessionsFrom: sessionsEndNow }).where(eq(users.id, userId));
}

const remembered = new AskSeldom(
  async (userId: UserId) => sessionsFrom(await getDb(), userId),
  REMEMBERED_MS,
);

/**
 * Whether a session was ended since it began, up to this moment: else an ended one could become a new one.
 *
 * @param knownFrom what `sessionsFrom` was when it began
 */
export async function hasEndedByNow(userId: UserId, knownFrom: number): Promise<boolean> {
  return knownFrom < (await sessionsFrom(await getDb(), userId));
}

/** As `hasEndedByNow`, but asks the database every ten seconds at most. */
export async function hasEnded(userId: UserId, knownFrom: number): Promise<boolean> {
  try {
    return knownFrom < (await remembered.answer(userId, userId));
  } catch (error) {
    // Without the database nobody can do anything, and each part of a page says so by itself.
    if (isDatabaseUnreachable(error)) return false;
    throw error;
  }
}
