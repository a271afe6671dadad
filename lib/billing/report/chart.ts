import type { Range } from '../ranges';
import type { Metric, Stack, View } from '../view';
import { type Amount, addAmount, amountOf, hasUsage, sumAmounts } from './amount';
import { bucketIndex, bucketStarts } from './buckets';
import { rank } from './rank';
import { filterUsage, type RowFilter } from './totals';
import type { UsageRow } from './usage';

/** Four disjoint kinds of token: input without the cached part, output without the reasoning part. */
export const KINDS = ['input', 'cached', 'output', 'reasoning'] as const;

/** Stands for all names beyond the eight that have a colour of their own; unless a view is narrowed to one of them. */
export const OTHER = 'Other';
const COLOURS = 8;

export interface Series {
  name: string;
  /** Which colour it has, from 0; null beyond the eight. A filter does not change it, and leaves out what it hides. */
  colour: number | null;
  total: Amount;
}

export interface Bucket {
  start: Date;
  /**
   * One amount for each series, in their order; null where there was usage, and none of it has a price. None at all where
   * they are added up from bar to bar, and this one has not begun.
   */
  amounts: Amount[];
  /** Their sum; undefined where there are none. */
  total: Amount | undefined;
}

export interface Chart {
  by: Stack;
  metric: Metric;
  cumulative: boolean;
  series: Series[];
  buckets: Bucket[];
}

type ChartView = Pick<View, 'by' | 'metric' | 'cumulative'> & RowFilter;

/** How a chart's time is cut, and up to when it has passed. */
interface ChartTime {
  timeZone: string;
  now: Date;
}

/** What a chart is drawn from: the view's usage cut into bars, each stacked by model, kind of token, source or key. */
export function chartOf(
  rows: readonly UsageRow[],
  view: ChartView,
  range: Pick<Range, 'from' | 'to' | 'unit'>,
  { timeZone, now }: ChartTime,
): Chart {
  const names = namesOf(rows, view);
  const starts = bucketStarts(range, range.unit, timeZone);
  const drawn = filterUsage(rows, view).filter((row) => hasUsage(row, view.metric));
  const parts = drawn.flatMap((row) => partsOf(row, view, names));
  const cells = fill(starts, names.length, parts);
  const heights = view.cumulative ? runningSums(cells) : cells;
  const shown = names.flatMap((_, place) => (parts.some((part) => part.place === place) ? [place] : []));
  return {
    by: view.by,
    metric: view.metric,
    cumulative: view.cumulative,
    series: shown.map((place) => ({
      name: names[place] ?? OTHER,
      colour: place < COLOURS ? place : null,
      total: sumAmounts(parts.filter((part) => part.place === place).map(({ amount }) => amount)),
    })),
    buckets: starts.map((start, index) =>
      view.cumulative && start > now
        ? { start, amounts: [], total: undefined }
        : toBucket(
            start,
            shown.map((place) => heights[index]?.[place]),
          ),
    ),
  };
}

/** Ranked over all rows, so that a filter leaves each name its colour. The last is of all beyond the eight, or of the one. */
function namesOf(rows: readonly UsageRow[], view: ChartView): string[] {
  const { by, metric } = view;
  if (by === 'kind') return [...KINDS];
  const names = rank(rows, by, metric).map(({ name }) => name);
  return names.length > COLOURS ? [...names.slice(0, COLOURS), view[by] ?? OTHER] : names;
}

/** A row's amount under one of the names, given by its place among them. */
interface Part {
  place: number;
  windowStart: Date;
  amount: Amount;
}

function partsOf(row: UsageRow, { by, metric }: ChartView, names: readonly string[]): Part[] {
  const { windowStart } = row;
  if (by !== 'kind') {
    const place = names.indexOf(row[by]);
    return [{ place: place < 0 ? names.length - 1 : place, windowStart, amount: amountOf(row, metric) }];
  }
  const tokens = {
    input: row.promptTokens - row.cachedTokens,
    cached: row.cachedTokens,
    output: row.completionTokens - (row.reasoningTokens ?? 0),
    reasoning: row.reasoningTokens ?? 0,
  };
  return KINDS.map((kind, place) => ({ place, windowStart, amount: BigInt(tokens[kind]) }));
}

/** What a name has in a bar; undefined: no usage. */
type Cell = Amount | undefined;

function fill(starts: readonly Date[], nameCount: number, parts: readonly Part[]): Cell[][] {
  const bars = starts.map(() => Array.from({ length: nameCount }, (): Cell => undefined));
  for (const { place, windowStart, amount } of parts) {
    const bar = bars[bucketIndex(starts, windowStart)];
    if (bar) bar[place] = addAmount(bar[place], amount);
  }
  return bars;
}

function runningSums(bars: readonly Cell[][]): Cell[][] {
  const sums: Cell[][] = [];
  for (const bar of bars) sums.push(bar.map((cell, place) => addAmount(sums.at(-1)?.[place], cell)));
  return sums;
}

function toBucket(start: Date, cells: readonly Cell[]): Bucket {
  return {
    start,
    amounts: cells.map((cell) => (cell === undefined ? 0n : cell)),
    total: sumAmounts(cells.filter((cell) => cell !== undefined)),
  };
}
