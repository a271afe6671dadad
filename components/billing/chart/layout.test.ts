import { describe, expect, it } from 'vitest';
import type { Bucket } from '@/lib/billing/report/chart';
import { layOut, PLOT_HEIGHT } from './layout';

const DAYS = ['2026-11-01Z', '2026-11-02Z', '2026-11-03Z'];
const SERIES = [{ name: 'a', colour: 0, total: 0n }];

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
  it('of nothing but credits has an axis that goes up from zero', () => {
    const { ticks } = layOutTotals([-5n, -3n, -5n]);
    expect(ticks[0]).toEqual({ value: 0, y: PLOT_HEIGHT });
    expect(ticks.every(({ value }) => value >= 0)).toBe(true);
  });

  it('leaves out the bars that have not begun, whose place stays', () => {
    const [all] = layOutTotals([5n, 5n, 5n]).paths;
    const [begun] = layOutTotals([5n, 5n, undefined]).paths;
    expect(all?.match(/M/g)).toHaveLength(3);
    expect(begun?.match(/M/g)).toHaveLength(2);
    expect(all?.startsWith(begun ?? '-')).toBe(true);
  });
});
