import { describe, expect, it } from 'vitest';
import { bucketIndex, bucketStarts } from './buckets';

function starts(from: string, to: string, unit: 'hour' | 'day' | 'month', timeZone: string) {
  return bucketStarts({ from: new Date(from), to: new Date(to) }, unit, timeZone).map((start) =>
    start.toISOString().slice(0, 16),
  );
}

describe('the bars of a chart', () => {
  it('are days of 24 hours, and of 25 where the clock goes back', () => {
    expect(starts('2026-10-23T22:00Z', '2026-10-26T23:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
    ]);
  });

  it('are one hour more on the day when the clock goes back', () => {
    expect(starts('2026-10-24T22:00Z', '2026-10-25T23:00Z', 'hour', 'Europe/Berlin')).toHaveLength(25);
  });

  it('are months of the zone', () => {
    expect(starts('2026-09-30T22:00Z', '2026-11-15T00:00Z', 'month', 'Europe/Berlin')).toEqual([
      '2026-09-30T22:00',
      '2026-10-31T23:00',
    ]);
  });

  // A day without a midnight begins at one o'clock, and each month after it did, too.
  it.each([
    [
      'America/Santiago',
      '2026-09-06T04:00Z',
      '2026-12-05T03:00Z',
      ['09-01T04', '10-01T03', '11-01T03', '12-01T03'],
    ],
    ['Africa/Cairo', '2026-04-23T22:00Z', '2026-06-30T21:00Z', ['03-31T22', '04-30T21', '05-31T21']],
    ['America/Havana', '2026-03-08T05:00Z', '2026-05-01T04:00Z', ['03-01T05', '04-01T04']],
    ['Asia/Beirut', '2026-03-28T22:00Z', '2026-05-31T21:00Z', ['02-28T22', '03-31T21', '04-30T21']],
  ])(
    'are months that begin at midnight in %s, also from a day that has none',
    (timeZone, from, to, begin) => {
      expect(starts(from, to, 'month', timeZone)).toEqual(begin.map((hour) => `2026-${hour}:00`));
    },
  );

  it('begin before the range where it begins in the midst of a local day', () => {
    expect(starts('2026-11-01T00:00Z', '2026-11-02T00:00Z', 'day', 'America/New_York')).toEqual([
      '2026-10-31T04:00',
      '2026-11-01T04:00',
    ]);
  });

  it('do not go on after the range', () => {
    expect(starts('2026-11-01T00:00Z', '2026-11-02T00:00Z', 'day', 'UTC')).toEqual(['2026-11-01T00:00']);
  });

  it('hold the instants from their start up to the next one', () => {
    const days = ['2026-11-01T00:00Z', '2026-11-02T00:00Z'].map((day) => new Date(day));
    expect(bucketIndex(days, new Date('2026-11-01T23:59:59.999Z'))).toBe(0);
    expect(bucketIndex(days, new Date('2026-11-02T00:00Z'))).toBe(1);
  });

  // What lies before the first bar was an error, and there was no chart at all.
  it('hold in the first one what lies before it', () => {
    const days = ['2026-11-01T00:00Z', '2026-11-02T00:00Z'].map((day) => new Date(day));
    expect(bucketIndex(days, new Date('2026-10-31T23:59Z'))).toBe(0);
  });
});
