import { and, eq, isNull, sql } from 'drizzle-orm';
import { apiKeys } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { ApiKeyId, UserId } from '../ids';

/**
 * Ends a key for good, on every instance within a second: a key that was looked up is remembered for less.
 *
 * @throws NotFoundError when it isn't the person's, or was revoked before
 */
export async function revokeKey(
  db: Database,
  { userId, id }: { userId: UserId; id: ApiKeyId },
): Promise<void> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, userId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0) throw new NotFoundError('API key');
}
