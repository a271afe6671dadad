import type { Chart } from '../report/chart';
import { numbersOf } from './chart-numbers';
import { csvLine } from './csv';

/** The numbers of a chart as CSV: a line for each bar and series that has any. Unpriced is an empty cell, never 0. */
export async function* usageCsv(chart: Chart): AsyncGenerator<string> {
  yield csvLine(['from', chart.by, chart.metric === 'cost' ? 'cost_usd' : chart.metric]);
  const lines = numbersOf(chart).map(({ from, name, amount }) =>
    csvLine([from, name, amount === null ? '' : { number: amount }]),
  );
  yield lines.join('');
}
