import { eq } from 'drizzle-orm';
import { oauthAccounts } from '../db/schema';
import type { Database } from '../db/types';
import type { UserId } from '../ids';

/** The page on which a member connects an account at GitHub or Google, and reads why one could not be connected. */
export const CONNECTED_ACCOUNTS_PATH = '/settings/accounts';

/** The ids of the providers at which a person has an account that signs them in here. */
export async function connectedProviders(db: Database, userId: UserId): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ provider: oauthAccounts.provider })
    .from(oauthAccounts)
    .where(eq(oauthAccounts.userId, userId));
  return new Set(rows.map(({ provider }) => provider));
}
