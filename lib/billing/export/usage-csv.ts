import { picoUsd, usdDecimal } from '@/lib/money';
import type { Chart } from '../report/chart';
import type { Metric } from '../view';
import { csvLine } from './csv';

/** The numbers of a chart as CSV: a line for each bar and series that has any. */
export async function* usageCsv(chart: Chart): AsyncGenerator<string> {
  yield csvLine(['from', chart.by, chart.metric === 'cost' ? 'cost_usd' : chart.metric]);
  for (const { start, amounts } of chart.buckets) {
    const lines = chart.series.flatMap(({ name }, index) => {
      const amount = amounts[index] ?? 0n;
      return amount === 0n
        ? []
        : [csvLine([start.toISOString(), name, { number: decimal(amount, chart.metric) }])];
    });
    yield lines.join('');
  }
}

function decimal(amount: bigint, metric: Metric): string {
  return metric === 'cost' ? usdDecimal(picoUsd(amount)) : amount.toString();
}
