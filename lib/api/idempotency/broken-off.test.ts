import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { idempotentAnswers } from '@/lib/db/schema';
import { DEAD_AFTER_MS } from '@/lib/metering/silent';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { watched } from '@/tests/support/watched';
import { answerOnce, claimOf } from './answer-once';
import { type Claim, claim, keepAlive, store } from './store';

/** A clock that goes a second further whenever it is looked at. */
function newClock() {
  let nowMs = 0;
  return () => {
    nowMs += 1_000;
    return nowMs;
  };
}

describeOnDatabases(
  'a request whose first, with the same Idempotency-Key, has been silent for long',
  (db) => {
    const answer = vi.fn();

    async function newSilentClaim(): Promise<Claim> {
      const { id } = await createKey(db(), { userId: await newUser(db()), name: 'test' });
      const request = claimOf(id, 'a', '/v1/x', { model: 'm', messages: [] });
      await claim(db(), request);
      await silence(request);
      return request;
    }

    const silence = ({ apiKeyId }: Claim) =>
      db()
        .update(idempotentAnswers)
        .set({ aliveAt: sql`now() - make_interval(secs => ${DEAD_AFTER_MS / 1000}::float8)` })
        .where(eq(idempotentAnswers.apiKeyId, apiKeyId));

    it('is told that it was cut short, if it gives no sign of life now', async () => {
      const second = answerOnce(db(), await newSilentClaim(), answer, newClock());
      await expect(second).rejects.toMatchObject({
        status: 409,
        code: 'idempotency_broken_off',
        headers: { 'x-should-retry': 'false' },
      });
      expect(answer).not.toHaveBeenCalled();
    });

    // A repeat waited for it until the clock had come so far again.
    it('is told so too when the clock of the database was put back since', async () => {
      const request = await newSilentClaim();
      await db()
        .update(idempotentAnswers)
        .set({ aliveAt: sql`now() + interval '2 hours'` })
        .where(eq(idempotentAnswers.apiKeyId, request.apiKeyId));
      await expect(answerOnce(db(), request, answer, newClock())).rejects.toMatchObject({
        code: 'idempotency_broken_off',
      });
    });

    // After an outage of the database all were called dead that had waited for it.
    it('waits for its answer when only the database was away, and it says again that it lives', async () => {
      const request = await newSilentClaim();
      let looks = 0;
      const database = watched(db(), async (text, execute) => {
        if (!text.includes('select request_hash')) return execute();
        looks++;
        if (looks === 2) await keepAlive(db(), request);
        const rest = { contentType: 'text/plain', requestId: 'id of the first', body: 'the first' };
        if (looks === 10) await store(db(), request, { status: 200, ...rest });
        return execute();
      });
      const { response } = await answerOnce(database, request, answer, newClock());
      expect(await response.text()).toBe('the first');
      expect(answer).not.toHaveBeenCalled();
    });

    // It was told so at the first look after that, though the first was under way.
    it('waits for its answer when only the clock of the database was put forward', async () => {
      const request = await newSilentClaim();
      await keepAlive(db(), request);
      let looks = 0;
      const database = watched(db(), async (text, execute) => {
        if (!text.includes('select request_hash')) return execute();
        looks++;
        if (looks === 10) await silence(request);
        if (looks === 12) await keepAlive(db(), request);
        const rest = { contentType: 'text/plain', requestId: 'id of the first', body: 'the first' };
        if (looks === 14) await store(db(), request, { status: 200, ...rest });
        return execute();
      });
      const { response } = await answerOnce(database, request, answer, newClock());
      expect(await response.text()).toBe('the first');
      expect(answer).not.toHaveBeenCalled();
    });
  },
);
