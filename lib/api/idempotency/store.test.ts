import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { idempotentAnswers } from '@/lib/db/schema';
import type { ApiKeyId } from '@/lib/ids';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { type Claim, claim, KEPT_SECONDS, look, release } from './store';

describeOnDatabases('a claim to an Idempotency-Key', (db) => {
  async function newApiKey(): Promise<ApiKeyId> {
    const userId = await newUser(db());
    return (await createKey(db(), { userId, name: 'test' })).id;
  }
  const claimOf = (apiKeyId: ApiKeyId, key: string): Claim => ({ apiKeyId, key, requestHash: 'of today' });

  it('stays when the first gives it back a second time, not knowing that it has', async () => {
    const request = claimOf(await newApiKey(), 'a');
    const first = await claim(db(), request);
    if (!first) throw new Error('The key is taken.');
    await release(db(), first);
    expect(await claim(db(), request)).toBeDefined();
    await release(db(), first);
    expect(await look(db(), request)).toMatchObject({ state: 'running' });
  });

  // Any hundred that were over were cleared, and a key that was not among them answered with what it had.
  it('takes a key that is over, however many others are', async () => {
    const apiKeyId = await newApiKey();
    const requests = Array.from({ length: 300 }, (_, key) => claimOf(apiKeyId, `${key}`));
    const longAgo = sql`now() - make_interval(secs => ${2 * KEPT_SECONDS}::int)`;
    const before = {
      requestHash: 'of another',
      claimedAt: longAgo,
      aliveAt: longAgo,
      status: 200,
      body: 'answered',
    };
    await db()
      .insert(idempotentAnswers)
      .values(requests.map((request) => ({ ...request, ...before })));
    for (const request of requests.slice(-3)) {
      expect(await claim(db(), request)).toBeDefined();
      expect(await look(db(), request)).toEqual({ requestHash: 'of today', state: 'running' });
      expect(await claim(db(), request)).toBeUndefined();
    }
  });
});
