import { expect, it } from 'vitest';
import type { Range } from '@/lib/billing/ranges';
import { chartOf } from '@/lib/billing/report/chart';
import { usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { usageJson } from './json';

const SPAN = { from: new Date('2026-11-01T00:00Z'), to: new Date('2026-11-04T00:00Z'), unit: 'day' } as const;
const RANGE: Range = { ...SPAN, name: 'custom', previous: SPAN, units: ['day'] };

// The sum went on to the end of the range, as if nothing would be used any more.
it('adds usage up no further than the bar that has begun', () => {
  const rows = [
    usageRow({ model: 'a', windowStart: new Date('2026-11-01T00:00Z') }),
    usageRow({ model: 'b', windowStart: new Date('2026-11-02T00:00Z') }),
  ];
  const view = parseHref('/billing?metric=requests&cumulative=true');
  const now = new Date('2026-11-02T00:00Z');
  const { data } = usageJson(chartOf(rows, view, RANGE, { timeZone: 'UTC', now }), RANGE, 'UTC');
  expect(data.map(({ from, name, amount }) => [from.slice(0, 10), name, amount])).toEqual([
    ['2026-11-01', 'a', '1'],
    ['2026-11-02', 'a', '1'],
    ['2026-11-02', 'b', '1'],
  ]);
});
