import type { Metric, UsageFilter } from '../view';
import { type Amount, amountOf, sumAmounts } from './amount';
import type { LedgerFigures } from './ledger-figures';
import { rank } from './rank';
import { filterUsage, type RowFilter } from './totals';
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

export type Breakdown = Record<keyof RowFilter, BreakdownItem[]>;

/**
 * What the usage went to, the most first. Each list is narrowed by the choices in the others but not by its own, so
 * that another item of it can be chosen.
 */
export function breakdownOf(rows: readonly UsageRow[], filter: RowFilter, metric: Metric): Breakdown {
  const items = (by: keyof RowFilter): BreakdownItem[] => {
    const shown = filterUsage(rows, { ...filter, [by]: null });
    const whole = sumAmounts(shown.map((row) => amountOf(row, metric)));
    return rank(shown, by, metric).map(({ name, amount }) => ({
      name,
      amount,
      share: shareOf(amount, whole),
      selected: name === filter[by],
    }));
  };
  return { model: items('model'), via: items('via'), key: items('key') };
}

export interface ChatItem extends BreakdownItem {
  /** null: it was deleted. */
  title: string | null;
}

/** The chats that the usage went to, of which the ledger knows. */
export function chatsOf({ chats, whole }: LedgerFigures, { chat }: Pick<UsageFilter, 'chat'>): ChatItem[] {
  return chats.map(({ id, title, amount }) => ({
    name: id,
    title,
    amount,
    share: shareOf(amount, whole),
    selected: id === chat,
  }));
}

function shareOf(amount: Amount, whole: Amount): number {
  return whole ? Number(((amount ?? 0n) * 10_000n) / whole) / 10_000 : 0;
}
