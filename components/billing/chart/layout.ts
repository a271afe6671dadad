import { scaleBand, scaleLinear } from '@visx/scale';
import type { Amount } from '@/lib/billing/report/amount';
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
  const ends = buckets.flatMap(({ amounts }) => stack(amounts).map(({ to }) => toNumber(to, metric)));
  const lowest = Math.min(0, ...ends);
  const highest = Math.max(0, ...ends);
  const domain = [lowest, lowest === highest ? 1 : highest];
  const y = scaleLinear({ domain, range: [PLOT_HEIGHT, 0], nice: 4 });
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

/** The parts of a bar, each as a piece of its series' path. */
function partsOf(
  { amounts }: Bucket,
  metric: Metric,
  x: number,
  width: number,
  y: (value: number) => number,
): string[] {
  return stack(amounts).map(({ from, to }) => {
    if (from === to) return '';
    const [begin, end] = [y(toNumber(from, metric)), y(toNumber(to, metric))];
    return `M${short(x)} ${short(end)}h${short(width)}V${short(begin)}h-${short(width)}z`;
  });
}

/** Where each part of a bar begins and ends: up from zero, or down where it is below, as another service's corrections. */
function stack(amounts: readonly Amount[]): { from: bigint; to: bigint }[] {
  let [up, down] = [0n, 0n];
  return amounts.map((amount) => {
    const height = amount ?? 0n;
    const from = height < 0n ? down : up;
    const to = from + height;
    if (height < 0n) down = to;
    else up = to;
    return { from, to };
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
