import type { Metric, UsageFilter } from '../view';
import { type Amount, amountOf, sumAmounts } from './amount';
import { rank } from './rank';
import { filterUsage } from './totals';
import type { UsageRow } from './usage';

export interface BreakdownItem {
  name: string;
  /** In the metric of the breakdown. */
  amount: Amount;
  /** Of the whole, from 0 to 1. */
  share: number;
  /** Whether the view shows only this. */
  selected: boolean;
}

export interface Breakdown {
  byModel: BreakdownItem[];
  byVia: BreakdownItem[];
}

/**
 * What the usage went to, the most first. Each list is narrowed by the other's choice but not by its own, so that
 * another item of it can be chosen.
 */
export function breakdownOf(
  rows: readonly UsageRow[],
  { model, via }: UsageFilter,
  metric: Metric,
): Breakdown {
  return {
    byModel: itemsOf(filterUsage(rows, { model: null, via }), 'model', model, metric),
    byVia: itemsOf(filterUsage(rows, { model, via: null }), 'via', via, metric),
  };
}

function itemsOf(
  rows: readonly UsageRow[],
  by: keyof UsageFilter,
  selected: string | null,
  metric: Metric,
): BreakdownItem[] {
  const whole = sumAmounts(rows.map((row) => amountOf(row, metric))) ?? 0n;
  return rank(rows, by, metric).map(({ name, amount }) => ({
    name,
    amount,
    share: whole === 0n ? 0 : Number(((amount ?? 0n) * 10_000n) / whole) / 10_000,
    selected: name === selected,
  }));
}
