import { and, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { billingPeriodOf } from '../billing/period';
import { picoOrNull } from '../db/row-values';
import { apiKeyBalances, apiKeySecrets, apiKeys } from '../db/schema';
import type { Database } from '../db/types';
import { type ApiKeyId, asId, type UserId } from '../ids';
import { type PicoUsd, picoUsd } from '../money';
import { maskedKey } from './key-format';

/** A key as its owner sees it. */
export interface ListedKey {
  id: ApiKeyId;
  name: string;
  /** The newest secret, without the secret. */
  masked: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  /** In the billing period. */
  usedPico: PicoUsd;
  spendLimitPico: PicoUsd | null;
  models: string[] | null;
  /** Until when the secret before the newest still works; null: there is none, or no longer. */
  oldSecretUntil: Date | null;
}

/** The keys of a person that were not revoked, the newest first. */
export async function listKeys(
  db: Database,
  { userId, now }: { userId: UserId; now: Date },
): Promise<ListedKey[]> {
  const isListed = and(eq(apiKeys.userId, userId), isNull(apiKeys.revokedAt));
  // Said of each part, too: Postgres would group the rows of everybody's keys before it looks whose they are.
  const listed = db.select({ id: apiKeys.id }).from(apiKeys).where(isListed);
  const lastUse = db
    .select({ apiKeyId: apiKeyBalances.apiKeyId, at: max(apiKeyBalances.lastUsedAt).as('at') })
    .from(apiKeyBalances)
    .where(inArray(apiKeyBalances.apiKeyId, listed))
    .groupBy(apiKeyBalances.apiKeyId)
    .as('last_use');
  const secrets = db
    .select({
      apiKeyId: apiKeySecrets.apiKeyId,
      publicId:
        sql<string>`(array_agg(${apiKeySecrets.publicId} order by ${apiKeySecrets.createdAt} desc))[1]`.as(
          'public_id',
        ),
      oldUntil: max(apiKeySecrets.expiresAt).as('old_until'),
    })
    .from(apiKeySecrets)
    .where(inArray(apiKeySecrets.apiKeyId, listed))
    .groupBy(apiKeySecrets.apiKeyId)
    .as('secrets');
  const rows = await db
    .select({
      key: apiKeys,
      usedPico: apiKeyBalances.usedPico,
      lastUsedAt: lastUse.at,
      publicId: secrets.publicId,
      oldUntil: secrets.oldUntil,
    })
    .from(apiKeys)
    .innerJoin(secrets, eq(secrets.apiKeyId, apiKeys.id))
    .leftJoin(lastUse, eq(lastUse.apiKeyId, apiKeys.id))
    .leftJoin(
      apiKeyBalances,
      and(
        eq(apiKeyBalances.apiKeyId, apiKeys.id),
        eq(apiKeyBalances.periodStart, billingPeriodOf(now).start),
      ),
    )
    .where(isListed)
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
  return rows.map(({ key, publicId, usedPico, lastUsedAt, oldUntil }) => ({
    id: asId<ApiKeyId>(key.id),
    name: key.name,
    masked: maskedKey(publicId),
    createdAt: key.createdAt,
    lastUsedAt,
    expiresAt: key.expiresAt,
    usedPico: picoUsd(usedPico ?? 0n),
    spendLimitPico: picoOrNull(key.spendLimitPico),
    models: key.models,
    oldSecretUntil: laterThan(now, earlier(oldUntil, key.expiresAt)),
  }));
}

/** A secret ends with its key, however long it was to overlap with the next one. */
function earlier(oldUntil: Date | null, keyUntil: Date | null): Date | null {
  return oldUntil && keyUntil && keyUntil < oldUntil ? keyUntil : oldUntil;
}

function laterThan(now: Date, instant: Date | null): Date | null {
  return instant && instant > now ? instant : null;
}
