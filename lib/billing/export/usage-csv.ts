import { picoUsd, usdDecimal } from '@/lib/money';
import type { Chart } from '../report/chart';
import type { Metric } from '../view';
import { csvLine } from './csv';

/** The numbers of a chart as CSV: a line for each bar and series that has any. Unpriced is an empty cell, never 0. */
export async function* usageCsv(chart: Chart): AsyncGenerator<string> {
  yield csvLine(['from', chart.by, chart.metric === 'cost' ? 'cost_usd' : chart.metric]);
  for (const { start, amounts } of chart.buckets) {
    const lines = chart.series.flatMap(({ name }, index) => {
      const amount = amounts[index];
      if (amount === undefined || amount === 0n) return [];
      return [
        csvLine([
          start.toISOString(),
          name,
          amount === null ? '' : { number: decimalAmount(amount, chart.metric) },
        ]),
      ];
    });
    yield lines.join('');
  }
}

/** Dollars with every digit, or a count. */
export function decimalAmount(amount: bigint, metric: Metric): string {
  return metric === 'cost' ? usdDecimal(picoUsd(amount)) : amount.toString();
}
