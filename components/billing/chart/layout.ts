import { scaleBand, scaleLinear } from '@visx/scale';
import type { Bucket, Chart } from '@/lib/billing/report/chart';
import type { Metric } from '@/lib/billing/view';
import { PICO_PER_USD } from '@/lib/money';

/** Of the bars, in pixels. Widths are in percent, so that the chart fits every screen without a script. */
export const PLOT_HEIGHT = 240;

export interface Layout {
  /**
   * Of each series, its part of every bar, as one SVG path: 100 wide and `PLOT_HEIGHT` high. An element for each part
   * would be a thousand of them in a week of hours.
   */
  paths: string[];
  /** Lines of the grid: where, and the value in dollars, tokens or requests. */
  ticks: { y: number; value: number }[];
}

const WIDEST_BAR_PERCENT = 6;
const LEAST_GAP = 0.26;

/** Where everything in a chart goes. Only here are amounts turned into floats: a drawing needs no more. */
export function layOut({ buckets, metric, series }: Pick<Chart, 'buckets' | 'metric' | 'series'>): Layout {
  const highest = Math.max(0, ...buckets.map((bucket) => toNumber(bucket.total ?? 0n, metric)));
  const y = scaleLinear({ domain: [0, highest || 1], range: [PLOT_HEIGHT, 0], nice: 4 });
  const gap = Math.max(LEAST_GAP, 1 - (WIDEST_BAR_PERCENT * buckets.length) / 100);
  const x = scaleBand({
    domain: buckets.map((_, index) => index),
    range: [0, 100],
    paddingInner: gap,
    paddingOuter: gap / 2,
  });
  const parts = buckets.map((bucket, index) => partsOf(bucket, metric, x(index) ?? 0, x.bandwidth(), y));
  return {
    paths: series.map((_, place) => parts.map((bar) => bar[place]).join('')),
    ticks: wholeTicks(y.ticks(4), metric).map((value) => ({ value, y: y(value) })),
  };
}

/** The parts of a bar from the bottom up, each as a piece of its series' path. */
function partsOf(
  { amounts }: Bucket,
  metric: Metric,
  x: number,
  width: number,
  y: (value: number) => number,
): string[] {
  let below = 0n;
  return amounts.map((amount) => {
    if (!amount) return '';
    const bottom = y(toNumber(below, metric));
    below += amount;
    const top = y(toNumber(below, metric));
    return `M${short(x)} ${short(top)}h${short(width)}V${short(bottom)}h-${short(width)}z`;
  });
}

/** To a hundredth of a pixel on a wide screen. */
function short(length: number): string {
  return String(Math.round(length * 1_000) / 1_000);
}

function toNumber(amount: bigint, metric: Metric): number {
  return metric === 'cost' ? Number(amount) / Number(PICO_PER_USD) : Number(amount);
}

/** There is no half request. */
function wholeTicks(ticks: number[], metric: Metric): number[] {
  return metric === 'cost' ? ticks : ticks.filter(Number.isInteger);
}
