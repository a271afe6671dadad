import type { Metric, UsageFilter } from '../view';
import { type Amount, amountOf, sumAmounts } from './amount';
import type { BiggestChats } from './chats';
import { rank } from './rank';
import { filterUsage, type RowFilter } from './totals';
import type { Group, UsageRow } from './usage';

export interface BreakdownItem {
  name: string;
  /** In the metric of the breakdown. */
  amount: Amount;
  /** Of the whole, from 0 to 1. */
  share: number;
  /** Whether the view shows only this. */
  selected: boolean;
}

/**
 * What the usage went to, the most first. It is narrowed by all choices of the filter but the one that it lists, so
 * that another item can be chosen.
 */
export function breakdownOf(
  rows: readonly UsageRow[],
  by: Group,
  filter: RowFilter,
  metric: Metric,
): BreakdownItem[] {
  const shown = filterUsage(rows, { ...filter, [by]: null });
  const whole = sumAmounts(shown.map((row) => amountOf(row, metric)));
  return rank(shown, by, metric).map(({ name, amount }) => ({
    name,
    amount,
    share: shareOf(amount, whole),
    selected: name === filter[by],
  }));
}

export interface ChatItem extends BreakdownItem {
  /** null: it was deleted. */
  title: string | null;
}

/** The chats that the usage went to, of which the ledger knows. */
export function chatsOf({ chats, whole }: BiggestChats, { chat }: Pick<UsageFilter, 'chat'>): ChatItem[] {
  return chats.map(({ id, title, amount }) => ({
    name: id,
    title,
    amount,
    share: shareOf(amount, whole),
    selected: id === chat,
  }));
}

function shareOf(amount: Amount, whole: Amount): number {
  return whole ? Number(amount ?? 0n) / Number(whole) : 0;
}
