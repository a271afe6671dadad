import type { UsageFilter } from '../view';
import { rank } from './rank';
import { filterUsage, type Totals, totalsOf } from './totals';
import type { UsageRow } from './usage';

export interface BreakdownItem extends Totals {
  name: string;
  /** Of the cost, or of the tokens where nothing has a price: 0 to 1. */
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
export function breakdownOf(rows: readonly UsageRow[], { model, via }: UsageFilter): Breakdown {
  return {
    byModel: itemsOf(filterUsage(rows, { model: null, via }), (row) => row.model, model),
    byVia: itemsOf(filterUsage(rows, { model, via: null }), (row) => row.via, via),
  };
}

function itemsOf(
  rows: readonly UsageRow[],
  nameOf: (row: UsageRow) => string,
  selected: string | null,
): BreakdownItem[] {
  const whole = totalsOf(rows);
  return rank(rows, nameOf).map(({ name, totals }) => ({
    ...totals,
    name,
    share: shareOf(totals, whole),
    selected: name === selected,
  }));
}

function shareOf(part: Totals, whole: Totals): number {
  if (whole.costPico) return Number(((part.costPico ?? 0n) * 10_000n) / whole.costPico) / 10_000;
  return whole.totalTokens === 0 ? 0 : part.totalTokens / whole.totalTokens;
}
