import { max, min } from 'date-fns';
import { sql } from 'drizzle-orm';
import { PROMPT_TOKENS } from '@/lib/db/ledger-tokens';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { parseFigures } from './books';
import { compareTotals, type Difference } from './compare';
import { DayTotals } from './day-totals';
import { type DayRange, daysInWords, rangeOfDay } from './days';
import type { ProviderUsage } from './provider-csv';

/** What a provider's export has. */
const FIGURES_OF_PROVIDERS = ['requests', 'promptTokens', 'completionTokens'] as const;

export interface ProviderReport {
  differences: Difference[];
  /** The days that both the audit and the export have. */
  compared: DayRange;
}

/**
 * Compares the ledger with what the provider says it served, for each UTC day and model: on the days from the first to
 * the last in its export, as far as they are audited. Entries of the demo are left out: no provider served them.
 *
 * @throws RangeError when there is no such day
 */
export async function compareProvider(
  db: Database,
  usage: ProviderUsage,
  audited: DayRange,
): Promise<ProviderReport> {
  const compared = comparableDays(usage, audited);
  const served = new DayTotals();
  for (const { day, who, figures } of usage.totals.list()) {
    if (rangeOfDay(day).from >= compared.from && rangeOfDay(day).to <= compared.to)
      served.add(day, who, figures);
  }
  const billed = await readLedgerByModel(db, compared);
  return {
    differences: compareTotals(['ledger', 'provider'], billed, served, FIGURES_OF_PROVIDERS),
    compared,
  };
}

function comparableDays({ days: exported }: ProviderUsage, audited: DayRange): DayRange {
  if (!exported) throw new RangeError('The file has no usage, so there is nothing to compare.');
  const both = { from: max([audited.from, exported.from]), to: min([audited.to, exported.to]) };
  if (both.from < both.to) return both;
  throw new RangeError(
    `The file has ${daysInWords(exported)}, and ${daysInWords(audited)} is audited: give --from and --to.`,
  );
}

async function readLedgerByModel(db: Database, { from, to }: DayRange): Promise<DayTotals> {
  const statement = sql`
    select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, model, count(*)::text as "requests",
      sum(${PROMPT_TOKENS})::text as "promptTokens",
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
