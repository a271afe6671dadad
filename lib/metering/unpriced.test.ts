import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser, settleGeneration } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { catalogModelById } from '../models/catalog-by-id';
import type { HandWrittenPrice } from '../pricing/hand-written-price';
import { openGeneration } from './open';
import { recover } from './recover';

const prices: HandWrittenPrice[] = vi.hoisted(() => [
  {
    provider: 'compatible',
    model: 'vendor/large',
    prices: [{ startsOn: '2026-01-01', input: '3', output: '15' }],
  },
]);
vi.mock('../pricing/custom-prices', () => ({ CUSTOM_PRICES: prices }));

const responseModel = 'vendor/large';

// Nothing was held for it, and it was charged without limit: it was offered as unpriced.
describeOnDatabases('a model without a price, such as one that chooses who answers,', (db) => {
  const model = catalogModelById('router/auto', 'compatible');

  it('is charged nothing, also when a version with a price answers', async () => {
    const userId = await newUser(db());
    await settleGeneration(db(), userId, { responseModel }, { model });
    const { calls, entries, balance } = await booksOf(db(), userId);
    expect(calls).toMatchObject([{ holdPico: 0n }]);
    expect(entries).toMatchObject([{ model: responseModel, costPico: null, rates: null, outputTokens: 50 }]);
    expect(balance).toMatchObject({ heldPico: 0n, usedPico: 0n });
  });

  it('is charged nothing where its process dies', async () => {
    const [userId, dead] = [await newUser(db()), meteringOf(db())];
    const { id } = await openGeneration(dead, callOf(userId, { model }), { promptTokens: 10 });
    dead.checkpointer.remove(id);
    await db()
      .update(generations)
      .set({ responseModel, outputTokens: 5, aliveAt: sql`now() - interval '1 minute'` })
      .where(eq(generations.id, id));
    await recover(db());
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ model: responseModel, costPico: null, outputTokens: 5 }]);
    expect(balance).toMatchObject({ usedPico: 0n });
  });

  it('does not keep one with a price from being charged, whatever it calls the version that answers', async () => {
    const userId = await newUser(db());
    const priced = { model: catalogModelById('vendor/large', 'compatible') };
    await settleGeneration(db(), userId, { responseModel: 'vendor/large-0123' }, priced);
    // 100 tokens of $3 a million and 50 of $15.
    expect((await booksOf(db(), userId)).balance).toMatchObject({ usedPico: 1_050_000_000n });
  });
});
