import { describe, expect, it } from 'vitest';
import { isTooLong, rangeOf } from './ranges';
import { parseHref } from './view';

/** A Tuesday, nine days after Berlin's clocks went back and two after New York's. */
const NOW = new Date('2026-11-03T14:30:00Z');

function spans(search: string, timeZone = 'UTC', now = NOW) {
  const { from, to, previous } = rangeOf(parseHref(`/billing?${search}`), now, timeZone);
  return [from, to, previous.from, previous.to].map((date) => date.toISOString().slice(0, 16));
}

describe('a range', () => {
  it.each([
    ['24h', 'UTC', '2026-11-02T15:00', '2026-11-03T15:00', '2026-11-01T15:00', '2026-11-02T14:30'],
    ['7d', 'UTC', '2026-10-28T00:00', '2026-11-04T00:00', '2026-10-21T00:00', '2026-10-27T14:30'],
    ['7d', 'Asia/Kolkata', '2026-10-27T18:30', '2026-11-03T18:30', '2026-10-20T18:30', '2026-10-27T14:30'],
    ['30d', 'Europe/Berlin', '2026-10-04T22:00', '2026-11-03T23:00', '2026-09-04T22:00', '2026-10-04T13:30'],
    ['period', 'UTC', '2026-11-01T00:00', '2026-12-01T00:00', '2026-10-01T00:00', '2026-10-03T14:30'],
    [
      'period',
      'Asia/Kolkata',
      '2026-11-01T00:00',
      '2026-12-01T00:00',
      '2026-10-01T00:00',
      '2026-10-03T14:30',
    ],
    ['last-period', 'UTC', '2026-10-01T00:00', '2026-11-01T00:00', '2026-09-01T00:00', '2026-10-01T00:00'],
  ])('“%s” in %s goes from %s to %s, against %s to %s', (range, timeZone, ...expected) => {
    expect(spans(`range=${range}`, timeZone)).toEqual(expected);
  });

  it('of 24 hours begins with the local hour, which in Kolkata is at half past', () => {
    expect(spans('range=24h', 'Asia/Kolkata').slice(0, 2)).toEqual(['2026-11-02T15:30', '2026-11-03T15:30']);
  });

  it('of chosen days begins and ends at local midnight, over a change of clock', () => {
    const days = 'range=custom&from=2026-10-24&to=2026-10-26';
    expect(spans(days, 'Europe/Berlin')).toEqual([
      '2026-10-23T22:00',
      '2026-10-26T23:00',
      '2026-10-20T22:00',
      '2026-10-23T22:00',
    ]);
  });

  // The stretch before was an hour too long, by one of the range itself.
  it.each([
    [
      'America/Santiago',
      'from=2026-08-30&to=2026-09-05',
      ['2026-08-30T04:00', '2026-09-06T04:00', '2026-08-23T04:00', '2026-08-30T04:00'],
    ],
    [
      'Africa/Cairo',
      'from=2026-04-20&to=2026-04-23',
      ['2026-04-19T22:00', '2026-04-23T22:00', '2026-04-15T22:00', '2026-04-19T22:00'],
    ],
  ])(
    'is held against no hour of its own where the day after it has no midnight: %s',
    (timeZone, days, expected) => {
      expect(spans(`range=custom&${days}`, timeZone)).toEqual(expected);
    },
  );

  it('begins at one o’clock on the day that has no midnight', () => {
    const day = 'range=custom&from=2018-11-04&to=2018-11-04';
    expect(spans(day, 'America/Sao_Paulo').slice(0, 2)).toEqual(['2018-11-04T03:00', '2018-11-05T02:00']);
  });

  it('takes chosen days in either order, and 400 of them at most', () => {
    expect(spans('range=custom&from=2026-10-26&to=2026-10-24')).toEqual(
      spans('range=custom&from=2026-10-24&to=2026-10-26'),
    );
    expect(spans('range=custom&from=2000-01-01&to=2026-10-26').slice(0, 2)).toEqual([
      '2025-09-22T00:00',
      '2026-10-27T00:00',
    ]);
  });

  // Ranges of more than 400 days were cut without a word.
  it.each([
    ['range=custom&from=2025-09-22&to=2026-10-26', false],
    ['range=custom&from=2025-09-21&to=2026-10-26', true],
    ['range=custom&from=2026-10-26&to=2025-09-21', true],
    ['range=custom&from=2000-01-01', false],
    ['range=90d&from=2000-01-01&to=2026-10-26', false],
  ])('%s is more than can be shown: %s', (search, tooLong) => {
    expect(isTooLong(parseHref(`/billing?${search}`))).toBe(tooLong);
  });

  // The stretch before ended before it began.
  it('of days to come is held against nothing', () => {
    expect(spans('range=custom&from=2026-11-20&to=2026-11-24').slice(2)).toEqual([
      '2026-11-15T00:00',
      '2026-11-15T00:00',
    ]);
  });

  it('is the current period when chosen days are missing', () => {
    expect(spans('range=custom&from=2026-10-26')).toEqual(spans(''));
  });

  it('is held against no more than the whole of a shorter month before', () => {
    const lateInMarch = new Date('2026-03-30T12:00:00Z');
    expect(spans('range=period', 'UTC', lateInMarch).slice(2)).toEqual([
      '2026-02-01T00:00',
      '2026-03-01T00:00',
    ]);
  });

  it.each([
    ['range=24h', 'hour', ['hour']],
    ['range=24h&unit=month', 'hour', ['hour']],
    ['range=7d', 'day', ['hour', 'day']],
    ['range=7d&unit=hour', 'hour', ['hour', 'day']],
    ['range=period', 'day', ['day']],
    ['range=90d', 'day', ['day', 'month']],
    ['range=custom&from=2026-01-01&to=2026-10-01', 'month', ['day', 'month']],
    ['range=custom&from=2026-10-25&to=2026-10-25', 'hour', ['hour']],
    // The hour that Berlin's clocks went back made these eight, 32 and 120 days too long.
    ['range=custom&from=2026-10-19&to=2026-10-26', 'day', ['hour', 'day']],
    ['range=custom&from=2026-10-01&to=2026-11-01', 'day', ['day']],
    ['range=custom&from=2026-08-01&to=2026-11-28', 'day', ['day', 'month']],
  ])('%s is drawn by %s, out of %s', (search, unit, units) => {
    expect(rangeOf(parseHref(`/billing?${search}`), NOW, 'Europe/Berlin')).toMatchObject({ unit, units });
  });
});
