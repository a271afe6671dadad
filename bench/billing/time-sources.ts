import { readBillingPage } from '@/lib/billing/read-page';
import { readValue } from '@/lib/billing/testing/compare';
import { meterOf } from '@/lib/billing/testing/seed';
import { parseHref } from '@/lib/billing/view';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';

const ROUNDS = 20;
const WARM_UP = 3;

/** How long the views' figures take alone, from the meter and the ledger at once, without a page around them. In ms. */
export async function timeSources(db: Database, userId: UserId, views: readonly string[]): Promise<number[]> {
  const sources = { getDb: async () => db, openMeter: meterOf(db).client };
  const durationsMs: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const href of views) {
      const startedMs = performance.now();
      const query = { userId, view: parseHref(href), timeZone: 'UTC', now: new Date() };
      const { usage, ledger } = readBillingPage(sources, query);
      await Promise.all([readValue(usage), readValue(ledger)]);
      if (round >= 0) durationsMs.push(performance.now() - startedMs);
    }
  }
  return durationsMs;
}
