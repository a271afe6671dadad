import type { Caller } from '@/lib/api-keys/authenticate';
import { createKey } from '@/lib/api-keys/create';
import type { Database } from '@/lib/db/types';
import { type ApiKeyId, asId } from '@/lib/ids';
import { newUser } from '@/tests/support/metering';

/** A new person who calls the API with a key of their own, which may call every model. */
export async function newCaller(db: Database, { tokensPerMinute = 1_000_000 } = {}): Promise<Caller> {
  const userId = await newUser(db);
  const { id } = await createKey(db, { userId, name: 'test' });
  const key = { id: asId<ApiKeyId>(id), spendLimitPico: null, requestsPerMinute: 60, tokensPerMinute };
  return { user: { id: userId, kind: 'member' }, budget: null, key, models: null };
}
