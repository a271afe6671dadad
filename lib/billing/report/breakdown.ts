import type { Metric, UsageFilter } from '../view';
import { type Amount, sumAmounts } from './amount';
import type { BiggestChats } from './chats';
import { rank } from './rank';
import { filterUsage, type RowFilter } from './totals';
import type { Group, UsageRow } from './usage';

export interface BreakdownItem {
  name: string;
  /** In the metric of the breakdown. */
  amount: Amount;
  /** Of all that is above zero, from 0 to 1. null: it has no price, or is below zero, as another service's corrections. */
  share: number | null;
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
  const ranked = rank(shown, by, metric);
  // Without those below zero: of what they leave, another could be more than all.
  const whole = sumAmounts(ranked.map(({ amount }) => (isBelowZero(amount) ? 0n : amount)));
  return ranked.map(({ name, amount }) => ({
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

function shareOf(amount: Amount, whole: Amount): number | null {
  if (amount === null || isBelowZero(amount)) return null;
  return whole ? Number(amount) / Number(whole) : 0;
}

function isBelowZero(amount: Amount): boolean {
  return amount !== null && amount < 0n;
}
