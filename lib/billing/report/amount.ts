import type { Metric } from '../view';
import type { UsageRow } from './usage';

/** In pico-USD, tokens or requests, as the metric says; null: there was usage, and none of it has a price. */
export type Amount = bigint | null;

/** What a row counts for. */
export function amountOf(row: UsageRow, metric: Metric): Amount {
  switch (metric) {
    case 'cost':
      return row.costPico;
    case 'tokens':
      return BigInt(row.promptTokens + row.completionTokens);
    case 'requests':
      return BigInt(row.requests ?? 0);
  }
}

/**
 * Whether a row has usage of a metric. Meters that no bar is drawn from may come in longer windows, and as rows of
 * their own.
 */
export function hasUsage({ requests, promptTokens, completionTokens }: UsageRow, metric: Metric): boolean {
  return metric === 'tokens' ? promptTokens + completionTokens !== 0 : requests !== 0;
}

/** What is known of a sum. Of nothing it is zero; of nothing but unpriced usage it is null. */
export function sumAmounts(amounts: readonly Amount[]): Amount {
  const total = amounts.reduce<Amount | undefined>(addAmount, undefined);
  return total === undefined ? 0n : total;
}

/** One more; undefined stands for no usage at all. */
export function addAmount(total: Amount | undefined, amount: Amount | undefined): Amount | undefined {
  if (total === undefined) return amount;
  if (amount === undefined) return total;
  if (total === null || amount === null) return total ?? amount;
  return total + amount;
}

/** The order of two amounts: less than zero when the first is smaller. What has no price is the smallest. */
export function compareAmounts(a: Amount, b: Amount): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b !== null && a < b ? -1 : 1;
}
