import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { rateLimits } from '@/lib/db/schema';
import type { UserId } from '@/lib/ids';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import type { ApiAnswer } from '../route';
import { answerOnce, claimOf } from './answer-once';
import { MOST_KEPT_BYTES } from './room';

describeOnDatabases('the answers that are kept for a person', (db) => {
  const keyOf = async (userId: UserId) => (await createKey(db(), { userId, name: 'test' })).id;

  /** Counts so much as kept: to keep as much would take minutes. */
  const fill = (userId: UserId, kilobytesLeft: number) =>
    db()
      .update(rateLimits)
      .set({ attempts: MOST_KEPT_BYTES - kilobytesLeft * 1024 })
      .where(eq(rateLimits.key, `kept-answers:${userId}`));

  /** Asks with a key of theirs, and gives what is kept of the answer. */
  async function keptOf(userId: UserId, kilobytes: number): Promise<string> {
    const request = claimOf(await keyOf(userId), 'a', '/v1/x', {});
    const answer = async (): Promise<ApiAnswer> => ({
      response: new Response('a'.repeat(kilobytes * 1024), { headers: { 'x-request-id': 'the first' } }),
      ended: Promise.resolve(),
    });
    const first = await answerOnce(db(), request, answer);
    expect(await first.response.text()).toHaveLength(kilobytes * 1024);
    await first.ended;
    return (await answerOnce(db(), request, answer)).response.text();
  }

  // Answers of 4 MB were kept for a day as often as somebody asked, until the database was full.
  it('are so many together, with whichever keys; of more it is said that they are not kept', async () => {
    const userId = await newUser(db());
    expect(await keptOf(userId, 1)).toHaveLength(1024);
    await fill(userId, 2);
    await expect(keptOf(userId, 3)).rejects.toMatchObject({
      status: 409,
      code: 'idempotency_answer_too_large',
      headers: { 'x-should-retry': 'false', 'x-request-id': 'the first' },
    });
    expect(await keptOf(userId, 2)).toHaveLength(2 * 1024);
    await expect(keptOf(userId, 1)).rejects.toMatchObject({ code: 'idempotency_answer_too_large' });
    expect(await keptOf(await newUser(db()), 1)).toHaveLength(1024);
  });

  it('may be as many again once a day is over', async () => {
    const userId = await newUser(db());
    await keptOf(userId, 1);
    await fill(userId, 0);
    await expect(keptOf(userId, 1)).rejects.toMatchObject({ code: 'idempotency_answer_too_large' });
    await db()
      .update(rateLimits)
      .set({ expiresAt: sql`now()` })
      .where(eq(rateLimits.key, `kept-answers:${userId}`));
    expect(await keptOf(userId, 1)).toHaveLength(1024);
  });
});
