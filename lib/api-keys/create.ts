import { and, count, eq, isNull } from 'drizzle-orm';
import { apiKeySecrets, apiKeys, users } from '../db/schema';
import type { Database } from '../db/types';
import { BadRequestError } from '../errors';
import { type ApiKeyId, newId, type UserId } from '../ids';
import type { PicoUsd } from '../money';
import { newKey } from './key-format';

export const MOST_KEYS = 50;

export interface NewKeyWishes {
  userId: UserId;
  name: string;
  /** Null or left out: never. */
  expiresAt?: Date | null;
  /** What may be used with it in a billing period. Null or left out: what the plan allows. */
  spendLimitPico?: PicoUsd | null;
  /** Null or left out: all. */
  models?: string[] | null;
}

/**
 * Makes a key. What is returned is the only copy of it: the database has its hash.
 *
 * @throws BadRequestError when the person has too many
 */
export async function createKey(
  db: Database,
  { userId, name, ...wishes }: NewKeyWishes,
): Promise<{ id: ApiKeyId; key: string }> {
  const id = newId<ApiKeyId>();
  const { key, publicId, hash } = newKey();
  await db.transaction(async (transaction) => {
    // One key at a time is made for a person. What else is written for them goes on: it takes a weaker lock of this row.
    await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    const [existing] = await transaction
      .select({ keys: count() })
      .from(apiKeys)
      .where(and(eq(apiKeys.userId, userId), isNull(apiKeys.revokedAt)));
    if ((existing?.keys ?? 0) >= MOST_KEYS) {
      throw new BadRequestError(`You have ${MOST_KEYS} API keys, which is the most. Revoke one first.`);
    }
    await transaction.insert(apiKeys).values({ id, userId, name, ...wishes });
    await transaction.insert(apiKeySecrets).values({ publicId, apiKeyId: id, hash });
  });
  return { id, key };
}
