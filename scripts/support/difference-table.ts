import { picoUsd, usdDecimal } from '@/lib/money';
import type { Difference } from '@/lib/openmeter/audit/compare';
import type { Figure } from '@/lib/openmeter/audit/figures';
import { formatTable } from './table';

const FIGURE_NAMES: Record<Figure, string> = {
  requests: 'requests',
  promptTokens: 'prompt tokens',
  cachedTokens: 'cached tokens',
  completionTokens: 'completion tokens',
  reasoningTokens: 'reasoning tokens',
  totalTokens: 'total tokens',
  costPico: 'cost in $',
};

/** Differences between two books, a line each. */
export function differenceTable(differences: Difference[], whoTitle: 'user' | 'model'): string {
  const rows = differences.map(({ day, who, figure, books: [first, second], amounts: [a, b] }) => {
    const show = figure === 'costPico' ? dollars : amount;
    return [
      day,
      who,
      FIGURE_NAMES[figure],
      first,
      show(a),
      second,
      show(b),
      `${b > a ? '+' : ''}${show(b - a)}`,
    ];
  });
  return formatTable([['day', whoTitle, 'figure', 'book', '', 'book', '', 'difference'], ...rows]);
}

export function amount(value: bigint | number): string {
  return value.toLocaleString('en');
}

function dollars(pico: bigint): string {
  return usdDecimal(picoUsd(pico));
}
