import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { idempotentAnswers } from '@/lib/db/schema';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { answerOnce, claimOf } from './answer-once';

describeOnDatabases('an answer that was stored before ids were', (db) => {
  // It was the text “null”.
  it('is sent again without an id of the first', async () => {
    const { id: apiKeyId } = await createKey(db(), { userId: await newUser(db()), name: 'test' });
    const request = claimOf(apiKeyId, 'a', '/v1/x', {});
    const answer = async () => ({ response: new Response('the first'), ended: Promise.resolve() });
    await (await answerOnce(db(), request, answer)).ended;
    await db()
      .update(idempotentAnswers)
      .set({ requestId: null })
      .where(eq(idempotentAnswers.apiKeyId, apiKeyId));
    const { response } = await answerOnce(db(), request, answer);
    expect(await response.text()).toBe('the first');
    expect(response.headers.get('x-request-id')).toBeNull();
  });
});
