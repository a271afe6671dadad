import { expect, it } from 'vitest';
import { createMeter, describeContract, eventually, ingest, itOfOurs, query } from './support';

interface Case {
  name: string;
  windowSize: string;
  windowTimeZone: string;
  /** Instants of events, and where their windows begin and end. */
  windows: [at: string, windowStart: string, windowEnd: string][];
}

const CASES: Case[] = [
  {
    name: 'a day of 23 hours',
    windowSize: 'DAY',
    windowTimeZone: 'Europe/Berlin',
    windows: [
      ['2024-03-30T22:59:59Z', '2024-03-30T00:00:00+01:00', '2024-03-31T00:00:00+01:00'],
      ['2024-03-30T23:00:00Z', '2024-03-31T00:00:00+01:00', '2024-04-01T00:00:00+02:00'],
      ['2024-03-31T22:00:00Z', '2024-04-01T00:00:00+02:00', '2024-04-02T00:00:00+02:00'],
    ],
  },
  {
    name: 'a day of 25 hours',
    windowSize: 'DAY',
    windowTimeZone: 'America/New_York',
    windows: [
      ['2023-11-05T04:00:00Z', '2023-11-05T00:00:00-04:00', '2023-11-06T00:00:00-05:00'],
      ['2023-11-06T05:00:00Z', '2023-11-06T00:00:00-05:00', '2023-11-07T00:00:00-05:00'],
    ],
  },
  {
    name: 'an hour that comes twice',
    windowSize: 'HOUR',
    windowTimeZone: 'Europe/Berlin',
    windows: [
      ['2024-10-27T00:30:00Z', '2024-10-27T02:00:00+02:00', '2024-10-27T02:00:00+01:00'],
      ['2024-10-27T01:30:00Z', '2024-10-27T02:00:00+01:00', '2024-10-27T03:00:00+01:00'],
    ],
  },
  {
    name: 'hours that begin at half past',
    windowSize: 'HOUR',
    windowTimeZone: 'Asia/Kolkata',
    windows: [
      ['2024-04-06T13:29:59Z', '2024-04-06T18:00:00+05:30', '2024-04-06T19:00:00+05:30'],
      ['2024-04-06T13:30:00Z', '2024-04-06T19:00:00+05:30', '2024-04-06T20:00:00+05:30'],
    ],
  },
  {
    name: 'days that begin at a quarter past',
    windowSize: 'DAY',
    windowTimeZone: 'Asia/Kathmandu',
    windows: [
      ['2024-04-06T18:14:59Z', '2024-04-06T00:00:00+05:45', '2024-04-07T00:00:00+05:45'],
      ['2024-04-06T18:15:00Z', '2024-04-07T00:00:00+05:45', '2024-04-08T00:00:00+05:45'],
    ],
  },
  {
    name: 'a midnight that does not exist',
    windowSize: 'DAY',
    windowTimeZone: 'America/Sao_Paulo',
    windows: [
      ['2018-11-04T03:00:00Z', '2018-11-04T01:00:00-02:00', '2018-11-05T00:00:00-02:00'],
      ['2018-11-05T02:00:00Z', '2018-11-05T00:00:00-02:00', '2018-11-06T00:00:00-02:00'],
    ],
  },
  {
    name: 'a change of half an hour',
    windowSize: 'HOUR',
    windowTimeZone: 'Australia/Lord_Howe',
    windows: [
      ['2024-04-06T14:45:00Z', '2024-04-07T01:00:00+11:00', '2024-04-07T01:30:00+10:30'],
      ['2024-04-06T15:20:00Z', '2024-04-07T01:30:00+10:30', '2024-04-07T02:30:00+10:30'],
      ['2024-04-07T13:40:00Z', '2024-04-08T00:00:00+10:30', '2024-04-08T01:00:00+10:30'],
    ],
  },
  {
    name: 'months of a zone',
    windowSize: 'MONTH',
    windowTimeZone: 'America/Los_Angeles',
    windows: [
      ['2024-03-01T07:59:59Z', '2024-02-01T00:00:00-08:00', '2024-03-01T00:00:00-08:00'],
      ['2024-03-01T08:00:00Z', '2024-03-01T00:00:00-08:00', '2024-04-01T00:00:00-07:00'],
    ],
  },
  {
    name: 'minutes of a zone',
    windowSize: 'MINUTE',
    windowTimeZone: 'Asia/Kolkata',
    windows: [['2024-04-06T13:29:59Z', '2024-04-06T18:59:00+05:30', '2024-04-06T19:00:00+05:30']],
  },
];

/** ClickHouse says that it ends an hour earlier. */
const DAY_BEFORE_NO_MIDNIGHT: Case = {
  name: 'the day before a midnight that does not exist',
  windowSize: 'DAY',
  windowTimeZone: 'America/Sao_Paulo',
  windows: [['2018-11-04T02:59:59Z', '2018-11-03T00:00:00-03:00', '2018-11-04T01:00:00-02:00']],
};

describeContract('time zones', (target) => {
  async function expectWindows({ windowSize, windowTimeZone, windows }: Case) {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    await ingest(
      target,
      meter.eventType,
      windows.map(([time]) => ({ time })),
    );
    await eventually(async () => {
      const { data } = JSON.parse(await query(target, meter.slug, { windowSize, windowTimeZone }));
      expect(data).toEqual(
        windows.map(([, windowStart, windowEnd]) => ({
          groupBy: {},
          subject: null,
          value: 1,
          windowStart,
          windowEnd,
        })),
      );
    });
  }

  it.each(CASES)('cuts $name right', expectWindows);
  itOfOurs(`cuts ${DAY_BEFORE_NO_MIDNIGHT.name} right`, () => expectWindows(DAY_BEFORE_NO_MIDNIGHT));
});
