import { max, min } from 'date-fns';
import { sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { parseFigures } from './books';
import { compareTotals, type Difference } from './compare';
import { DayTotals } from './day-totals';
import { type DayRange, rangeOfDay } from './days';

/** What a provider's export has. */
const FIGURES_OF_PROVIDERS = ['requests', 'promptTokens', 'completionTokens'] as const;

/**
 * Compares the ledger with what the provider says it served, for each UTC day and model: on the days from the first to
 * the last in its export, as far as they are audited. Entries of the demo are left out: no provider served them.
 */
export async function compareProvider(
  db: Database,
  usage: DayTotals,
  audited: DayRange,
): Promise<Difference[]> {
  const days = usage.list().map(({ day }) => day);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range = overlap(audited, { from: rangeOfDay(first).from, to: rangeOfDay(last).to });
  const served = new DayTotals();
  for (const { day, who, figures } of usage.list()) {
    if (rangeOfDay(day).from >= range.from && rangeOfDay(day).to <= range.to) served.add(day, who, figures);
  }
  const billed = await readLedgerByModel(db, range);
  return compareTotals(['ledger', 'provider'], billed, served, FIGURES_OF_PROVIDERS);
}

function overlap(a: DayRange, b: DayRange): DayRange {
  return { from: max([a.from, b.from]), to: min([a.to, b.to]) };
}

async function readLedgerByModel(db: Database, { from, to }: DayRange): Promise<DayTotals> {
  const statement = sql`
    select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, model, count(*)::text as "requests",
      sum(uncached_tokens::bigint + cache_read_tokens + cache_write_tokens)::text as "promptTokens",
      sum(output_tokens)::text as "completionTokens"
    from ledger_entries
    where provider <> 'demo' and occurred_at >= ${from.toISOString()}::timestamptz
      and occurred_at < ${to.toISOString()}::timestamptz
    group by 1, 2`;
  const totals = new DayTotals();
  const rows = await queryRows(db, statement, (row) => ({
    day: String(row.day),
    model: String(row.model),
    figures: parseFigures(row),
  }));
  for (const { day, model, figures } of rows) totals.add(day, model, figures);
  return totals;
}
