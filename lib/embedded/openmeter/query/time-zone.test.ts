import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter } from '..';
import { ingest, rows, values } from '../testing/requests';
import { parseTimeZone, periodsOf } from './time-zone';

const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = Date.UTC(2023, 0, 1) / 1_000;
const TO = Date.UTC(2028, 0, 1) / 1_000;
const RANGE = { from: '2023-01-01T00:00:00Z', to: '2028-01-01T00:00:00Z' };
/** Neither end is that of a quarter of an hour: the days there are added up from events, too. */
const CUT_RANGE = { from: '2024-10-27T00:59:59Z', to: '2025-03-30T01:20:01Z' };

/** Other names of zones, and zones without clock changes, of which not all are among those. */
const LINKS_AND_OTHERS =
  `Africa/Dar_es_Salaam America/Argentina/ComodRivadavia America/Knox_IN America/Port-au-Prince
  America/North_Dakota/New_Salem Antarctica/DumontDUrville Antarctica/McMurdo Asia/Calcutta Asia/Rangoon Australia/ACT
  Australia/LHI Australia/NSW Brazil/DeNoronha CET CST6CDT Chile/EasterIsland Cuba EET EST EST5EDT Etc/GMT Etc/GMT+5
  Etc/GMT+12 Etc/GMT-14 Etc/GMT0 Etc/UCT Etc/UTC Etc/Zulu Europe/Isle_of_Man Europe/Kiev GB GB-Eire GMT GMT+0 GMT-0 GMT0
  HST Hongkong MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur NZ NZ-CHAT Navajo PRC PST8PDT ROC ROK UCT US/East-Indiana
  US/Pacific UTC Universal W-SU WET Zulu`.split(/\s+/);

/** One zone for each way in which clocks were and will be set: the others differ in nothing but their names. */
const CALENDARS = new Map(
  ZONES.map((zone) => [JSON.stringify(periodsOf(zone, FROM - 100 * 86_400, TO + 100 * 86_400)), zone]),
);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** When, around each change of the clocks, something happens. */
const AROUND = [
  -25 * HOUR,
  -24 * HOUR,
  -2 * HOUR,
  -HOUR,
  -30 * MINUTE,
  -1,
  0,
  15 * MINUTE - 1,
  15 * MINUTE,
  30 * MINUTE,
  45 * MINUTE,
  HOUR,
  23 * HOUR,
  24 * HOUR,
  25 * HOUR,
];

describeOnDatabases('days in every time zone, through every change of clock in 2023–2027', (db) => {
  it('have what the zone’s calendar says, and add up to the whole', async () => {
    const fetch = createEmbeddedOpenMeter({
      db: async () => db(),
      meters: [{ slug: 'value', eventType: 'test', aggregation: 'SUM', valueProperty: '$.value' }],
    });
    const events = momentsAroundChanges().map((at, index) => ({ at, value: index + 1 }));
    await ingest(
      fetch,
      events.map(({ at, value }) => ({ time: new Date(at * 1_000).toISOString(), data: { value } })),
    );

    async function expectDaysOf(zones: Iterable<string>, range: { from: string; to: string }) {
      const [whole] = await values(fetch, 'value', range);
      const inRange = events.filter(
        ({ at }) => at * 1_000 >= Date.parse(range.from) && at * 1_000 < Date.parse(range.to),
      );
      expect(whole).toBe(sumOf(inRange));
      for (const windowTimeZone of zones) {
        const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: windowTimeZone, dateStyle: 'short' });
        const expected = new Map<string, number>();
        for (const { at, value } of inRange) {
          const date = calendar.format(at * 1_000);
          expected.set(date, (expected.get(date) ?? 0) + value);
        }
        const days = await rows(fetch, 'value', { ...range, windowSize: 'DAY', windowTimeZone });
        const found = new Map(days.map((day) => [day.windowStart.slice(0, 10), day.value]));
        expect(found, windowTimeZone).toEqual(expected);
        expect(sumOf(days), windowTimeZone).toBe(whole);
      }
    }

    await expectDaysOf(CALENDARS.values(), RANGE);
    await expectDaysOf(LINKS_AND_OTHERS, CUT_RANGE);
  });
});

function sumOf(counted: { value: number }[]): number {
  return counted.reduce((sum, { value }) => sum + value, 0);
}

function momentsAroundChanges(): number[] {
  const changes = new Set(
    [...CALENDARS.values()]
      .flatMap((zone) => periodsOf(zone, FROM, TO).slice(1))
      .map((period) => period.from),
  );
  const moments = new Set([...changes].flatMap((change) => AROUND.map((seconds) => change + seconds)));
  return [...moments].filter((at) => at >= FROM && at < TO).sort((a, b) => a - b);
}

it.each([...new Set([...ZONES, ...LINKS_AND_OTHERS])])('knows the zone %s', (name) => {
  expect(parseTimeZone(name)).toBe(name);
});

// The runtime knows more names than the IANA database has, and knows those in any case.
it.each(
  `ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST
  act Act Cst SystemV/AST4 Canada/East-Saskatchewan US/Pacific-New utc Utc gmt est Est5Edt etc/utc Etc/Utc ETC/UTC
  europe/berlin Europe/berlin EUROPE/BERLIN Europe/BerLin America/New_york America/Port-Au-Prince America/Knox_In
  Africa/Dar_Es_Salaam Europe/Isle_Of_Man us/pacific Us/Pacific Antarctica/Mcmurdo Australia/Act Nz-Chat
  Mars/Olympus +01:00 GMT+5 Local ../Europe/Berlin Europe/`.split(/\s+/),
)('knows no zone %s', (name) => {
  expect(() => parseTimeZone(name)).toThrow(`invalid time zone: unknown time zone ${name}`);
});

it('finds the clock changes of a zone to the second', () => {
  const changes = periodsOf('Europe/Berlin', Date.UTC(2024, 0, 1) / 1_000, Date.UTC(2025, 0, 1) / 1_000);
  expect(
    changes.map(({ from, offsetSeconds }) => [new Date(from * 1_000).toISOString(), offsetSeconds]),
  ).toEqual([
    ['2024-01-01T00:00:00.000Z', HOUR],
    ['2024-03-31T01:00:00.000Z', 2 * HOUR],
    ['2024-10-27T01:00:00.000Z', HOUR],
  ]);
});

it('covers zones whose offsets are no whole hours', () => {
  const periods = [...CALENDARS.values()].flatMap((zone) => periodsOf(zone, FROM, TO));
  const offsets = periods.map((period) => period.offsetSeconds);
  const minutes = new Set(offsets.map((offset) => Math.abs(offset % HOUR) / MINUTE));
  expect([...minutes].sort()).toEqual([0, 30, 45]);
});
