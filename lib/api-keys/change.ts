import { and, eq, isNull } from 'drizzle-orm';
import { apiKeys } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { ApiKeyId, UserId } from '../ids';
import type { NewKeyWishes } from './create';

/** What of a key is to be otherwise; what is left out stays as it is. */
export type KeyChange = Partial<Omit<NewKeyWishes, 'userId'>>;

/**
 * Changes a key, on every instance within a second: a key that was looked up is remembered for less. Its secrets, and what was
 * used of its limits, stay. One that has expired works again where its expiry is later now.
 *
 * @throws NotFoundError when it isn't the person's, or was revoked
 */
export async function changeKey(
  db: Database,
  { userId, id, change }: { userId: UserId; id: ApiKeyId; change: KeyChange },
): Promise<void> {
  const changed = await db
    .update(apiKeys)
    // The owner, as it is: Drizzle throws where there is nothing to set.
    .set({ ...change, userId })
    .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, userId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (changed.length === 0) throw new NotFoundError('API key');
}
