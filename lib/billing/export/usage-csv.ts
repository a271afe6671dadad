import type { Chart } from '../report/chart';
import { numbersOf } from './chart-numbers';
import { csvLine } from './csv';

/**
 * The numbers of a chart as CSV: a line for each bar and series that has any. Unpriced is an empty cell, never 0.
 *
 * @param labelOf what people read for the name of a series. It gets a column of its own, because keys may be called alike;
 *   left out, there is none
 */
export async function* usageCsv(chart: Chart, labelOf?: (name: string) => string): AsyncGenerator<string> {
  const amountTitle = chart.metric === 'cost' ? 'cost_usd' : chart.metric;
  yield csvLine(['from', chart.by, ...(labelOf ? ['label'] : []), amountTitle]);
  const lines = numbersOf(chart).map(({ from, name, amount }) =>
    csvLine([from, name, ...(labelOf ? [labelOf(name)] : []), amount === null ? '' : { number: amount }]),
  );
  yield lines.join('');
}
