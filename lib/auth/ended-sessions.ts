import 'server-only';
import { eq } from 'drizzle-orm';
import { AskSeldom } from '../ask-seldom';
import { getDb } from '../db/client';
import { isDatabaseUnreachable } from '../db/errors';
import { users } from '../db/schema';
import type { Database } from '../db/types';
import type { UserId } from '../ids';

/** A session that was ended goes on for so long at most, on each instance. */
const REMEMBERED_MS = 10_000;

/**
 * From when on a person's sessions are good, in epoch seconds; 0 where none were ended. Never, where there is no such person:
 * the session is of another database, or of one before a backup was restored.
 */
export async function sessionsFrom(db: Database, userId: UserId): Promise<number> {
  const [row] = await db.select({ from: users.sessionsFrom }).from(users).where(eq(users.id, userId));
  if (!row) return Number.POSITIVE_INFINITY;
  // A token says when it was made in whole seconds.
  return Math.floor((row.from?.getTime() ?? 0) / 1_000);
}

/** Ends all sessions of a person, this moment's too. Each instance learns of it within ten seconds. */
export async function endSessions(db: Database, userId: UserId): Promise<void> {
  // A token made in this second is dated as its beginning. By our own clock, which dates them.
  const sessionsFrom = new Date(Date.now() + 1_000);
  await db.update(users).set({ sessionsFrom }).where(eq(users.id, userId));
}

const remembered = new AskSeldom(
  async (userId: UserId) => sessionsFrom(await getDb(), userId),
  REMEMBERED_MS,
);

/** Whether a session was ended since it began, up to this moment: else an ended one could become a new one. */
export async function hasEndedByNow(userId: UserId, beganAtSeconds: number): Promise<boolean> {
  return beganAtSeconds < (await sessionsFrom(await getDb(), userId));
}

/** Whether a session was ended since it began. Asks the database every ten seconds at most. */
export async function hasEnded(userId: UserId, beganAtSeconds: number): Promise<boolean> {
  try {
    return beganAtSeconds < (await remembered.answer(userId, userId));
  } catch (error) {
    // Without the database nobody can do anything, and each part of a page says so by itself.
    if (isDatabaseUnreachable(error)) return false;
    throw error;
  }
}
