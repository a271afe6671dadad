import { describe, expect, it } from 'vitest';
import { bucketStarts } from '@/lib/billing/report/buckets';
import type { Unit } from '@/lib/billing/view';
import { axisLabels } from './axis-labels';

function labels(from: string, to: string, unit: Unit, timeZone = 'UTC') {
  return axisLabels(bucketStarts({ from: new Date(from), to: new Date(to) }, unit, timeZone), unit, timeZone);
}

describe('the names under a chart', () => {
  it.each([
    ['2026-08-01Z', '2026-09-01Z', 'day'],
    ['2026-06-01Z', '2026-09-01Z', 'day'],
    ['2025-08-01Z', '2026-09-01Z', 'month'],
    ['2026-08-01Z', '2026-08-02Z', 'hour'],
  ] as const)('are at most twelve from %s to %s by %s, and four on a phone', (from, to, unit) => {
    const all = labels(from, to, unit);
    expect(all.length).toBeGreaterThan(6);
    expect(all.length).toBeLessThanOrEqual(12);
    expect(all.filter(({ always }) => always).length).toBeLessThanOrEqual(4);
  });

  it('are days where there are hours of several days, each under its midnight', () => {
    const week = labels('2026-10-23T22:00Z', '2026-10-28T23:00Z', 'hour', 'Europe/Berlin');
    expect(week.map(({ text }) => text)).toEqual(['25 Oct', '26 Oct', '27 Oct', '28 Oct']);
    expect(week.map(({ index }) => index)).toEqual([24, 49, 73, 97]);
  });

  it('are all there when there are few bars', () => {
    expect(labels('2026-06-01Z', '2026-09-01Z', 'month').map(({ text }) => text)).toEqual([
      'Jun 26',
      'Jul 26',
      'Aug 26',
    ]);
  });
});
