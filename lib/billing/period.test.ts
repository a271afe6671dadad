import { describe, expect, it } from 'vitest';
import { billingPeriodOf, previousPeriod } from './period';

describe('a billing period', () => {
  it.each([
    ['2026-11-23T12:00:00Z', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ])('of %s is the calendar month in UTC', (at, start, end) => {
    expect(billingPeriodOf(new Date(at))).toEqual({ start: new Date(start), end: new Date(end) });
  });

  it('follows the one before it without a gap, also over the turn of the year', () => {
    const january = billingPeriodOf(new Date('2027-01-15T00:00:00Z'));
    expect(previousPeriod(january)).toEqual(billingPeriodOf(new Date('2026-12-31T23:59:59.999Z')));
  });
});
