import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { costOf } from '../pricing/cost';
import { type Rates, ratesFromJson } from '../pricing/rates';
import { longPromptRates, tokenUsage } from '../pricing/testing/arbitraries';

/** The price list that the test edits. */
const priceList = vi.hoisted((): { rates?: Rates } => ({}));
vi.mock('../pricing/price-book', () => ({ priceFor: () => priceList.rates }));

describeOnDatabases('an edit of the price list', (db) => {
  it('leaves what was billed before as it was, to be reckoned again from the entry alone', async () => {
    await fc.assert(
      fc.asyncProperty(longPromptRates, longPromptRates, tokenUsage, async (before, after, counts) => {
        const usage = { ...counts, reasoning: Math.min(counts.reasoning, counts.output) };
        const userId = await newUser(db());
        priceList.rates = before;
        await settleGeneration(db(), userId, { usage });
        const old = await booksOf(db(), userId);
        priceList.rates = after;
        await settleGeneration(db(), userId, { usage });

        const { entries, events, balance } = await booksOf(db(), userId);
        expect(entries[0]).toEqual(old.entries[0]);
        expect(events[0]).toEqual(old.events[0]);
        expect(entries.map(({ costPico }) => costPico)).toEqual([
          costOf(usage, before),
          costOf(usage, after),
        ]);
        expect(entries.map(({ rates }) => costOf(usage, ratesFromJson(rates)))).toEqual(
          entries.map(({ costPico }) => costPico),
        );
        expect(balance?.usedPico).toBe(costOf(usage, before) + costOf(usage, after));
      }),
      { numRuns: 30 },
    );
  });
});
