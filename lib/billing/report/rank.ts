import type { Metric } from '../view';
import { type Amount, addAmount, amountOf, compareAmounts } from './amount';
import type { RowFilter } from './totals';
import type { UsageRow } from './usage';

export interface Ranked {
  name: string;
  amount: Amount;
}

/** The amount of each model, source or key: the biggest first, and what has no price last. */
export function rank(rows: readonly UsageRow[], by: keyof RowFilter, metric: Metric): Ranked[] {
  const amounts = new Map<string, Amount | undefined>();
  for (const row of rows) amounts.set(row[by], addAmount(amounts.get(row[by]), amountOf(row, metric)));
  return [...amounts]
    .map(([name, amount]) => ({ name, amount: amount ?? null }))
    .sort((a, b) => compareAmounts(b.amount, a.amount) || a.name.localeCompare(b.name));
}
