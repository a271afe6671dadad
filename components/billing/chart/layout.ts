import { scaleBand, scaleLinear } from '@visx/scale';
import type { Bucket, Chart } from '@/lib/billing/report/chart';
import type { Metric } from '@/lib/billing/view';
import { PICO_PER_USD } from '@/lib/money';

/** Of the bars, in pixels. Widths are in percent, so that the chart fits every screen without a script. */
export const PLOT_HEIGHT = 240;

/** One bar with its parts, from the bottom up. */
export interface Column {
  x: number;
  width: number;
  segments: { series: number; y: number; height: number }[];
}

export interface Layout {
  columns: Column[];
  /** Lines of the grid: where, and the value in dollars, tokens or requests. */
  ticks: { y: number; value: number }[];
}

const WIDEST_BAR_PERCENT = 6;
const LEAST_GAP = 0.26;

/** Where everything in a chart goes. Only here are amounts turned into floats: a drawing needs no more. */
export function layOut({ buckets, metric }: Pick<Chart, 'buckets' | 'metric'>): Layout {
  const highest = Math.max(...buckets.map((bucket) => toNumber(bucket.total ?? 0n, metric)));
  const y = scaleLinear({ domain: [0, highest || 1], range: [PLOT_HEIGHT, 0], nice: 4 });
  const gap = Math.max(LEAST_GAP, 1 - (WIDEST_BAR_PERCENT * buckets.length) / 100);
  const x = scaleBand({
    domain: buckets.map((_, index) => index),
    range: [0, 100],
    paddingInner: gap,
    paddingOuter: gap / 2,
  });
  return {
    columns: buckets.map((bucket, index) => ({
      x: x(index) ?? 0,
      width: x.bandwidth(),
      segments: segmentsOf(bucket, metric, y),
    })),
    ticks: wholeTicks(y.ticks(4), metric).map((value) => ({ value, y: y(value) })),
  };
}

function segmentsOf(bucket: Bucket, metric: Metric, y: (value: number) => number): Column['segments'] {
  let below = 0n;
  return bucket.amounts.flatMap((amount, series) => {
    if (!amount) return [];
    const bottom = y(toNumber(below, metric));
    below += amount;
    const top = y(toNumber(below, metric));
    return [{ series, y: top, height: bottom - top }];
  });
}

function toNumber(amount: bigint, metric: Metric): number {
  return metric === 'cost' ? Number(amount) / Number(PICO_PER_USD) : Number(amount);
}

/** There is no half request. */
function wholeTicks(ticks: number[], metric: Metric): number[] {
  return metric === 'cost' ? ticks : ticks.filter(Number.isInteger);
}
