import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { apiKeySecrets, apiKeys } from '../db/schema';
import type { Database } from '../db/types';
import { BadRequestError, NotFoundError } from '../errors';
import type { ApiKeyId, UserId } from '../ids';
import { newKey } from './key-format';

/**
 * Gives a key a new secret. The ones it has still work for `overlapSeconds`, so that a running program can be changed
 * over without a pause; limits, and what was used of them, stay the key's.
 *
 * @returns the new key, whole, for the only time
 * @throws NotFoundError when it isn't the person's, or was revoked
 * @throws BadRequestError when it has expired: a new secret would open nothing
 */
export async function rotateKey(
  db: Database,
  { userId, id, overlapSeconds }: { userId: UserId; id: ApiKeyId; overlapSeconds: number },
): Promise<string> {
  const { key, publicId, hash } = newKey();
  await db.transaction(async (transaction) => {
    const [owned] = await transaction
      .select({ hasExpired: sql<boolean>`coalesce(${apiKeys.expiresAt} <= now(), false)` })
      .from(apiKeys)
      .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, userId), isNull(apiKeys.revokedAt)))
      .for('update');
    if (!owned) throw new NotFoundError('API key');
    if (owned.hasExpired) {
      throw new BadRequestError('This key has expired. Give it a later expiry under Edit, then replace it.');
    }
    const expiresAt = sql`now() + make_interval(secs => ${overlapSeconds})`;
    const isLonger = or(isNull(apiKeySecrets.expiresAt), gt(apiKeySecrets.expiresAt, expiresAt));
    await transaction
      .update(apiKeySecrets)
      .set({ expiresAt })
      .where(and(eq(apiKeySecrets.apiKeyId, id), isLonger));
    await transaction.insert(apiKeySecrets).values({ publicId, apiKeyId: id, hash });
  });
  return key;
}
