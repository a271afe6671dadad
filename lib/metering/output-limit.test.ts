import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { newId, type UserId } from '../ids';
import { picoUsd } from '../money';
import { openGeneration } from './open';
import { recover } from './recover';

/** 10 tokens of prompt at $0.25 per million, and 300 of output at $2. */
const ALLOWANCE_PICO = picoUsd(602_500_000n);

describeOnDatabases('a reply that ends at its output limit, of which upstream reports no usage', (db) => {
  /** Another vendor's model, whose tokens are shorter than those that we count with. */
  async function deliver(words: number, tokenFactor = 1.15) {
    const [userId, metering] = [await newUser(db()), meteringOf(db())];
    const model = { ...callOf(newId<UserId>()).model, tokenFactor };
    const call = callOf(userId, { model, allowancePico: ALLOWANCE_PICO });
    const generation = await openGeneration(metering, call, { promptTokens: 10 });
    generation.tally.addText(' word'.repeat(words));
    generation.noteOutput();
    await generation.checkpoint();
    return { userId, metering, generation };
  }

  // The estimate went beyond the limit that was sent: 345 tokens were billed, and the allowance overdrawn.
  it('is billed for no more than the limit', async () => {
    const { userId, generation } = await deliver(300);
    expect(generation.maxOutputTokens).toBe(300);
    expect((await generation.settle('complete')).usage.output).toBe(300);
    expect((await booksOf(db(), userId)).balance?.usedPico).toBe(ALLOWANCE_PICO);
  });

  it('is billed for no more than the limit when its process dies', async () => {
    const { userId, metering, generation } = await deliver(300);
    metering.checkpointer.remove(generation.id);
    await db()
      .update(generations)
      .set({ aliveAt: sql`now() - interval '1 minute'` })
      .where(eq(generations.userId, userId));
    await recover(db());
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ basis: 'estimated', outputTokens: 300 }]);
    expect(balance?.usedPico).toBe(ALLOWANCE_PICO);
  });

  it('is billed by its factor also where that is less than one', async () => {
    const { generation } = await deliver(100, 0.8);
    expect((await generation.settle('complete')).usage.output).toBe(80);
  });

  it('is billed for what was delivered where a server does not keep to the limit', async () => {
    const { generation } = await deliver(400);
    expect((await generation.settle('complete')).usage.output).toBe(400);
  });
});
