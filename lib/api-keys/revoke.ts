import { and, eq, sql } from 'drizzle-orm';
import { apiKeys } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { ApiKeyId, UserId } from '../ids';

/**
 * Ends a key for good, on every instance within a second: a key that was looked up is remembered for less. One that was
 * revoked before, such as in another tab, stays so.
 *
 * @throws NotFoundError when it isn't the person's
 */
export async function revokeKey(
  db: Database,
  { userId, id }: { userId: UserId; id: ApiKeyId },
): Promise<void> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())` })
    .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, userId)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0) throw new NotFoundError('API key');
}
