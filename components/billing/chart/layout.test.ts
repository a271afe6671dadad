import { describe, expect, it } from 'vitest';
import type { Bucket } from '@/lib/billing/report/chart';
import { layOut, PLOT_HEIGHT } from './layout';

const DAYS = ['2026-11-01Z', '2026-11-02Z', '2026-11-03Z'];
const SERIES = [{ name: 'a', colour: 0, total: 0n }];

/** One bar, of a series for each amount. */
function layOutParts(amounts: bigint[]) {
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  const series = amounts.map((amount, place) => ({ name: `${place}`, colour: place, total: amount }));
  return layOut({
    buckets: [{ start: new Date(DAYS[0] ?? ''), amounts, total }],
    metric: 'requests',
    series,
  });
}

/** The two ends of a bar's part, in pixels from the top: first the one that is farther from zero. */
function endsOf(path: string | undefined): number[] {
  const [, far, near] = /^M\S+ (\S+)h[^V]+V([^h]+)h/.exec(path ?? '') ?? [];
  return [Number(far), Number(near)];
}

function layOutTotals(totals: (bigint | undefined)[]) {
  const buckets = totals.map(
    (total, index): Bucket => ({
      start: new Date(DAYS[index] ?? ''),
      amounts: total === undefined ? [] : [total],
      total,
    }),
  );
  return layOut({ buckets, metric: 'cost', series: SERIES });
}

describe('a chart’s drawing', () => {
  it('of nothing but zeros has no bars, and an axis that begins at zero', () => {
    const { paths, ticks } = layOutTotals([0n, 0n, 0n]);
    expect(paths).toEqual(['']);
    expect(ticks[0]).toEqual({ value: 0, y: PLOT_HEIGHT });
    expect(ticks.every(({ y }) => y >= 0 && y <= PLOT_HEIGHT)).toBe(true);
  });

  // The axis was turned over.
  it('of nothing but credits has an axis that goes up to zero', () => {
    const { ticks } = layOutTotals([-5n, -3n, -5n]);
    expect(ticks.at(-1)).toEqual({ value: 0, y: 0 });
    expect(ticks.every(({ value }) => value <= 0)).toBe(true);
  });

  // The axis went to what was left of $10 after a correction of $8, and the $10 were cut off above it.
  it('has all of a bar in it where a part is below zero, which goes down from zero', () => {
    const { paths, ticks } = layOutParts([10n, -8n, 2n, -1n]);
    const yOf = (value: number) => Math.round(ticks.find((tick) => tick.value === value)?.y ?? Number.NaN);
    const [ten, minusEight, two, minusOne] = paths.map(endsOf);
    expect(ten).toEqual([yOf(10), yOf(0)]);
    expect(two?.[1]).toBe(yOf(10));
    expect(minusEight?.[1]).toBe(yOf(0));
    expect(minusOne?.[1]).toBe(minusEight?.[0]);
    for (const y of paths.flatMap(endsOf)) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(PLOT_HEIGHT);
    }
  });

  it('leaves out the bars that have not begun, whose place stays', () => {
    const [all] = layOutTotals([5n, 5n, 5n]).paths;
    const [begun] = layOutTotals([5n, 5n, undefined]).paths;
    expect(all?.match(/M/g)).toHaveLength(3);
    expect(begun?.match(/M/g)).toHaveLength(2);
    expect(all?.startsWith(begun ?? '-')).toBe(true);
  });
});
