import { picoUsd, usdDecimal } from '@/lib/money';
import type { Chart } from '../report/chart';

/** What a series has in the bar that begins then. */
export interface ChartNumber {
  from: string;
  name: string;
  /** Dollars with every digit, or a count; null: unpriced. */
  amount: string | null;
}

/** The numbers of a chart, bar by bar, without those that are zero. */
export function numbersOf({ buckets, series, metric }: Chart): ChartNumber[] {
  const decimal = (amount: bigint) => (metric === 'cost' ? usdDecimal(picoUsd(amount)) : amount.toString());
  return buckets.flatMap(({ start, amounts }) =>
    series.flatMap(({ name }, index) => {
      const amount = amounts[index];
      if (amount === undefined || amount === 0n) return [];
      return [{ from: start.toISOString(), name, amount: amount === null ? null : decimal(amount) }];
    }),
  );
}
