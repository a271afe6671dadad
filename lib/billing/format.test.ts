import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatBucket,
  formatChange,
  formatInstant,
  formatShare,
  formatShortSpan,
  formatSpan,
  isoDay,
} from './format';

describe('what people read', () => {
  it('is “unpriced” for a cost that nobody knows, and $0.00 only for none', () => {
    expect(formatAmount('cost', null)).toBe('unpriced');
    expect(formatAmount('cost', 0n)).toBe('$0.00');
  });

  it.each([
    [112n, 100n, '+12 %'],
    [97n, 100n, '−3 %'],
    [100n, 100n, '±0 %'],
    [0n, 100n, '−100 %'],
    // $0.40 after $100 read “−100 %”.
    [2n, 500n, '−99 %'],
    [900n, 100n, '+800 %'],
    [1_250n, 100n, '×12.5'],
    [5n, 0n, null],
  ])('of %s after %s is %s', (now, before, change) => {
    expect(formatChange(now, before)).toBe(change);
  });

  it.each([
    [0, '0 %'],
    [0.004, '<1 %'],
    [0.426, '43 %'],
    // It read “100 %” above others with “<1 %”.
    [0.996, '99 %'],
    [1, '100 %'],
  ])('of a share of %s is %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('is a time in the chosen zone, with the year where it is another one', () => {
    const at = new Date('2026-08-14T22:05:09Z');
    expect(formatInstant(at, 'UTC', new Date('2026-12-01Z'))).toBe('14 Aug, 22:05:09');
    expect(formatInstant(at, 'Europe/Berlin', new Date('2027-01-02Z'))).toBe('15 Aug 2026, 00:05:09');
  });

  it('is the days of a range, its end not among them', () => {
    const august = { from: new Date('2026-08-01Z'), to: new Date('2026-09-01Z') };
    expect(formatSpan(august, 'UTC', new Date('2026-08-14Z'))).toMatch(/^1\s?–\s?31 Aug 2026$/);
    expect(isoDay(new Date('2026-08-31T22:30Z'), 'Europe/Berlin')).toBe('2026-09-01');
  });

  // Days of another year were written without it.
  it.each([
    ['2026-10-03', '2027-01-01', '3 Oct–31 Dec', '3 Oct–31 Dec 2026'],
    ['2026-12-20', '2027-01-10', '20 Dec 2026–9 Jan 2027', '20 Dec 2026–9 Jan 2027'],
    ['2026-08-14', '2026-08-15', '14 Aug, 00:00–15 Aug, 00:00', '14 Aug 2026, 00:00–15 Aug 2026, 00:00'],
  ])('is from %s to %s in short %s, and %s where it is another year', (from, to, inIt, later) => {
    const span = { from: new Date(from), to: new Date(to) };
    const short = (now: string) => plainDashes(formatShortSpan(span, 'UTC', new Date(now)));
    expect([short('2026-12-31'), short('2027-01-02')]).toEqual([inIt, later]);
  });

  it('is a day or less in hours, of another year with it', () => {
    const day = { from: new Date('2025-01-01Z'), to: new Date('2025-01-02Z') };
    expect(plainDashes(formatSpan(day, 'UTC', new Date('2026-08-14Z')))).toBe(
      '1 Jan 2025, 00:00–2 Jan 2025, 00:00',
    );
  });

  it.each([
    ['hour', '14 Aug, 22:00'],
    ['day', 'Fri, 14 Aug 2026'],
    ['month', 'August 2026'],
  ] as const)('is a bar’s %s: %s', (unit, text) => {
    expect(formatBucket(new Date('2026-08-14T22:00Z'), unit, 'UTC')).toBe(text);
  });
});

/** `Intl` sets some in spaces, which are not plain ones, and others not. */
function plainDashes(text: string): string {
  return text.replace(/\s?–\s?/g, '–');
}
