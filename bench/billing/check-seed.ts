import { and, eq, sql } from 'drizzle-orm';
import { matches, within } from '@/lib/billing/ledger-filter';
import { readBillingPage } from '@/lib/billing/read-page';
import { filterUsage, totalsOf } from '@/lib/billing/report/totals';
import { readValue } from '@/lib/billing/testing/compare';
import { meterOf } from '@/lib/billing/testing/seed';
import { filterOf, parseHref } from '@/lib/billing/view';
import { TOKENS } from '@/lib/db/ledger-tokens';
import { queryRows } from '@/lib/db/rows';
import { ledgerEntries } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';

/**
 * Makes sure that what was seeded is right: each view of the page comes to what the ledger has, to the pico-dollar,
 * and the meter knows of everybody's tokens.
 *
 * @throws Error when not
 */
export async function requireConsistent(db: Database, userId: UserId, views: readonly string[]) {
  const { client } = meterOf(db);
  const sources = { getDb: async () => db, openMeter: client };
  for (const href of views) {
    const view = parseHref(href);
    const page = readBillingPage(sources, { userId, view, timeZone: 'UTC', now: new Date() });
    const [usage, ledger] = [await readValue(page.usage), await readValue(page.ledger)];
    const { requests, totalTokens, costPico } = totalsOf(filterUsage(usage, view), ledger.figures);
    const own = and(eq(ledgerEntries.userId, userId), within(page.range), matches(filterOf(view)));
    requireSame(href, `${requests} ${totalTokens} ${costPico}`, await booked(db, sql`${own}`));
  }
  const all = await client.meters.query('total_tokens', {});
  const [, tokens] = (await booked(db, sql`true`)).split(' ');
  requireSame('all people', String(all.data[0]?.value), tokens);
}

/** Requests, tokens and pico-dollars of ledger entries. */
async function booked(db: Database, which: ReturnType<typeof sql>): Promise<string> {
  const [totals] = await queryRows(
    db,
    sql`select count(*)::text as requests, sum(${TOKENS})::text as tokens, sum(cost_pico)::text as cost
      from ledger_entries where ${which}`,
    ({ requests, tokens, cost }) => `${requests} ${tokens} ${cost}`,
  );
  return String(totals);
}

function requireSame(what: string, shown: string, kept: string | undefined): void {
  if (shown !== kept)
    throw new Error(`The seed is wrong: of ${what} the page says ${shown}, the ledger ${kept}.`);
}
