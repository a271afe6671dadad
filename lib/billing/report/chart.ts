import type { Range } from '../ranges';
import type { Metric, Stack, UsageFilter, View } from '../view';
import { bucketIndex, bucketStarts } from './buckets';
import { rank } from './rank';
import { filterUsage } from './totals';
import type { UsageRow } from './usage';

/** Four disjoint kinds of token: input without the cached part, output without the reasoning part. */
export const KINDS = ['input', 'cached', 'output', 'reasoning'] as const;

/** Stands for all names beyond the eight that have a colour of their own. */
export const OTHER = 'Other';
const COLOURS = 8;

export interface Series {
  name: string;
  /** Which colour it has, from 0; null for `Other`. A filter does not change it. */
  colour: number | null;
  /** In pico-USD, tokens or requests, as the chart's metric says; null where none of it has a price. */
  total: bigint | null;
}

export interface Bucket {
  start: Date;
  /** One amount for each series, in their order. */
  amounts: bigint[];
  /** Their sum. */
  total: bigint;
}

export interface Chart {
  by: Stack;
  metric: Metric;
  cumulative: boolean;
  series: Series[];
  buckets: Bucket[];
}

type ChartView = Pick<View, 'by' | 'metric' | 'cumulative'> & UsageFilter;

/** What a chart is drawn from: the view's usage cut into bars, each stacked by model, kind of token or way in. */
export function chartOf(
  rows: readonly UsageRow[],
  view: ChartView,
  range: Pick<Range, 'from' | 'to' | 'unit'>,
  timeZone: string,
): Chart {
  const names = namesOf(rows, view.by);
  const starts = bucketStarts(range, range.unit, timeZone);
  const parts = filterUsage(rows, view).flatMap((row) => partsOf(row, view, names));
  const buckets = fill(starts, names.length, parts);
  return {
    by: view.by,
    metric: view.metric,
    cumulative: view.cumulative,
    series: names.map((name, series) => ({
      name,
      colour: name === OTHER ? null : series,
      total: totalOf(parts.filter((part) => part.series === series)),
    })),
    buckets: view.cumulative ? runningSums(buckets) : buckets,
  };
}

/** Ranked over all rows, so that a filter leaves each name its colour. */
function namesOf(rows: readonly UsageRow[], by: Stack): string[] {
  if (by === 'kind') return [...KINDS];
  const names = rank(rows, (row) => row[by]).map(({ name }) => name);
  return names.length > COLOURS ? [...names.slice(0, COLOURS), OTHER] : names;
}

/** A row's amount in one series, given by its place; null when it has no price. */
interface Part {
  series: number;
  windowStart: Date;
  amount: bigint | null;
}

function partsOf(row: UsageRow, { by, metric }: ChartView, names: readonly string[]): Part[] {
  const { windowStart } = row;
  if (by !== 'kind') {
    const place = names.indexOf(row[by]);
    const series = place < 0 ? names.length - 1 : place;
    return [{ series, windowStart, amount: amountOf(row, metric) }];
  }
  const tokens = {
    input: row.promptTokens - row.cachedTokens,
    cached: row.cachedTokens,
    output: row.completionTokens - row.reasoningTokens,
    reasoning: row.reasoningTokens,
  };
  return KINDS.map((kind, series) => ({ series, windowStart, amount: BigInt(tokens[kind]) }));
}

function amountOf(row: UsageRow, metric: Metric): bigint | null {
  switch (metric) {
    case 'cost':
      return row.costPico;
    case 'tokens':
      return BigInt(row.promptTokens + row.completionTokens);
    case 'requests':
      return BigInt(row.requests);
  }
}

function fill(starts: readonly Date[], seriesCount: number, parts: readonly Part[]): Bucket[] {
  const buckets = starts.map((start) => ({ start, amounts: Array<bigint>(seriesCount).fill(0n), total: 0n }));
  for (const { series, windowStart, amount } of parts) {
    const bucket = buckets[bucketIndex(starts, windowStart)];
    if (!bucket || amount === null) continue;
    bucket.amounts[series] = (bucket.amounts[series] ?? 0n) + amount;
    bucket.total += amount;
  }
  return buckets;
}

function runningSums(buckets: readonly Bucket[]): Bucket[] {
  const sums: Bucket[] = [];
  for (const { start, amounts, total } of buckets) {
    const before = sums.at(-1);
    sums.push({
      start,
      amounts: amounts.map((amount, index) => amount + (before?.amounts[index] ?? 0n)),
      total: total + (before?.total ?? 0n),
    });
  }
  return sums;
}

function totalOf(parts: readonly Part[]): bigint | null {
  const known = parts.map((part) => part.amount).filter((amount) => amount !== null);
  if (known.length === 0 && parts.length > 0) return null;
  return known.reduce((total, amount) => total + amount, 0n);
}
