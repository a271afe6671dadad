import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter, type MeterDefinition } from '.';
import { ingest, rows, values } from './testing/requests';

describeOnDatabases('the limits of the embedded meter', (db) => {
  let namespaces = 0;
  const open = (meters: MeterDefinition[] = []) =>
    createEmbeddedOpenMeter({ db: async () => db(), namespace: `limits ${namespaces++}`, meters });
  const post = (fetch: ReturnType<typeof open>, path: string, body: unknown) =>
    fetch(new Request(`http://meter/api/v1/meters${path}`, { method: 'POST', body: JSON.stringify(body) }));

  // Postgres selects at most 1,664 columns: with more groups it was a 500.
  it('takes a meter with 1,000 groups, and none with more', async () => {
    const groups = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, `$.k${index}`]));
    const meter = { slug: 'wide', eventType: 'test', aggregation: 'SUM', valueProperty: '$.value' };
    const fetch = open();
    const refusal = await post(fetch, '', { ...meter, groupBy: groups(1_001) });
    expect(refusal.status).toBe(400);
    expect((await refusal.json()).detail).toContain('at most 1000 keys');

    expect((await post(fetch, '', { ...meter, groupBy: groups(1_000) })).status).toBe(200);
    await ingest(fetch, [{ data: { value: 5, k0: 'first', k999: 'last' } }]);
    const all = Object.keys(groups(1_000)).map((key) => ['groupBy', key]);
    const response = await fetch(
      new Request(`http://meter/api/v1/meters/wide/query?windowSize=DAY&${new URLSearchParams(all)}`),
    );
    expect(response.status).toBe(200);
    expect((await response.json()).data).toMatchObject([
      { value: 5, groupBy: { k0: 'first', k1: '', k999: 'last' } },
    ]);
  });

  // Each step of a path was a parameter: each meter was made, and then no event of their type was taken any more.
  it('takes events by meters whose groups lie as deep as paths can be', async () => {
    const deep = (name: string) => `$.${name}${'.k'.repeat(240)}`;
    const groupBy = (meter: string) =>
      Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, deep(`${meter}${index}`)]));
    const fetch = open();
    for (const slug of ['a', 'b']) {
      const meter = { slug, eventType: 'test', aggregation: 'SUM', valueProperty: '$.value' };
      expect((await post(fetch, '', { ...meter, groupBy: groupBy(slug) })).status).toBe(200);
    }
    const nested = JSON.parse(`${'{"k":'.repeat(240)}"found"${'}'.repeat(240)}`);
    await ingest(fetch, [{ data: { value: 5, b199: nested } }]);
    for (const windowSize of ['DAY', 'MINUTE']) {
      const [row] = await rows(fetch, 'b', { windowSize, groupBy: 'k199' });
      expect(row).toMatchObject({ value: 5, groupBy: { k199: 'found' } });
    }
  });

  // With some more the type's events would have been refused for good, or taken too late.
  it('takes meters with 5,000 groups and values for an event type, and none with more', async () => {
    const wide = (slug: string, groups: number, eventType = 'test'): MeterDefinition => ({
      slug,
      eventType,
      aggregation: 'COUNT',
      groupBy: Object.fromEntries(
        Array.from({ length: groups }, (_, index) => [`k${index}`, `$.${slug}${index}`]),
      ),
    });
    const fetch = open([...['a', 'b', 'c', 'd'].map((slug) => wide(slug, 1_000)), wide('e', 998)]);
    await ingest(fetch, [{}]);
    const refusal = await post(fetch, '', wide('f', 3));
    expect(refusal.status).toBe(400);
    expect((await refusal.json()).detail).toContain('at most 5000 groups and values together, not 5001');
    expect((await post(fetch, '', wide('f', 2))).status).toBe(200);
    const regroup = ({ slug, groupBy }: MeterDefinition) => {
      const change = { method: 'PUT', body: JSON.stringify({ groupBy }) };
      return fetch(new Request(`http://meter/api/v1/meters/${slug}`, change));
    };
    expect((await regroup(wide('f', 3))).status).toBe(400);
    // What it had before doesn't count.
    expect((await regroup(wide('e', 997))).status).toBe(200);

    // It is cut as one that is there.
    const { groupBy } = wide('a', 1_000);
    expect((await post(fetch, '', { ...wide('g', 0), groupBy })).status).toBe(200);
    expect((await post(fetch, '', wide('h', 1_000, 'other'))).status).toBe(200);
    await ingest(fetch, [{}]);
    expect(await values(fetch, 'g')).toEqual([2]);
  });

  // They are columns of one statement: the next value was a 500, and with meters in code all events waited.
  it('takes 1,660 values of meters with the same groups, and none more', async () => {
    const sumOf = (index: number): MeterDefinition => ({
      slug: `v${index}`,
      eventType: 'test',
      aggregation: 'SUM',
      valueProperty: `$.v${index}`,
    });
    const fetch = open(Array.from({ length: 1_660 }, (_, index) => sumOf(index)));
    const refusal = await post(fetch, '', sumOf(1_660));
    expect(refusal.status).toBe(400);
    expect((await refusal.json()).detail).toContain('at most 1660 groups and values, not 1661');
    expect((await post(fetch, '', { ...sumOf(1_660), groupBy: { g: '$.g' } })).status).toBe(200);
    await ingest(fetch, [{ data: { v1659: 5, v1660: 6 } }]);
    expect(await values(fetch, 'v1659')).toEqual([5]);
    expect(await values(fetch, 'v1660')).toEqual([6]);
  });

  // Postgres takes 65,535 parameters: more were told that the database is away.
  it('takes 1,000 conditions in a query, and no more', async () => {
    const fetch = open([{ slug: 'count', eventType: 'test', aggregation: 'COUNT', groupBy: { g: '$.g' } }]);
    await ingest(fetch, [{ data: { g: '7' } }, { data: { g: '-1' } }]);
    const ask = (conditions: number) =>
      post(fetch, '/count/query', {
        advancedMeterGroupByFilters: {
          g: { $or: Array.from({ length: conditions }, (_, index) => ({ $eq: String(index) })) },
        },
      });
    expect((await (await ask(999)).json()).data).toMatchObject([{ value: 1 }]);
    for (const conditions of [1_000, 66_000]) {
      const refusal = await ask(conditions);
      expect(refusal.status).toBe(400);
      expect((await refusal.json()).detail).toContain('at most 1000 conditions');
    }
  });

  // Each asked for columns of its own, which were too many for Postgres, and all of them failed.
  it('answers 900 that ask the same of one meter at once', async () => {
    const fetch = open([
      { slug: 'sum', eventType: 'test', aggregation: 'SUM', valueProperty: '$.value' },
      { slug: 'count', eventType: 'test', aggregation: 'COUNT' },
    ]);
    await ingest(fetch, [{ data: { value: 2 } }, { data: { value: 3 } }]);
    const answers = await Promise.all(
      Array.from({ length: 900 }, (_, index) => values(fetch, index % 2 === 0 ? 'sum' : 'count')),
    );
    expect(answers.slice(0, 2)).toEqual([[5], [2]]);
    expect(new Set(answers.map(String))).toEqual(new Set(['5', '2']));
  });

  it('answers for 900 meters that are asked the same at once', async () => {
    const paths = Array.from({ length: 30 }, (_, index) => `$.v${index}`);
    const meters = Array.from({ length: 900 }, (_, index): MeterDefinition => {
      const valueProperty = paths[index % paths.length];
      return { slug: `m${index}`, eventType: 'test', aggregation: 'SUM', valueProperty };
    });
    const fetch = open(meters);
    await ingest(fetch, [{ data: Object.fromEntries(paths.map((_, index) => [`v${index}`, index + 1])) }]);
    const answers = await Promise.all(meters.map(({ slug }) => rows(fetch, slug, { windowSize: 'DAY' })));
    expect(answers.map(([row]) => row?.value)).toEqual(meters.map((_, index) => (index % 30) + 1));
  });

  // Of an average, the total was cut to the biggest number before it was divided: it came out as half of what it is.
  it.each([
    [['1.7e308', '1.7e308'], Number.MAX_VALUE, 1.7e308],
    [['-1.7e308', '-1.7e308', '-1.4e308'], -Number.MAX_VALUE, -1.6e308],
    [['1.5e308', '1.5e308', '0.5'], Number.MAX_VALUE, 1e308],
  ])(
    'takes a total past float64 for the biggest number, and its average for what it is: %j',
    async (sent, sum, average) => {
      const meter = { eventType: 'test', valueProperty: '$.value' };
      const fetch = open([
        { ...meter, slug: 'sum', aggregation: 'SUM' },
        { ...meter, slug: 'average', aggregation: 'AVG' },
      ]);
      await ingest(
        fetch,
        sent.map((value) => ({ data: { value } })),
      );
      for (const parameters of [undefined, { windowSize: 'DAY' }, { windowSize: 'MINUTE' }]) {
        expect(await values(fetch, 'sum', parameters)).toEqual([sum]);
        expect(await values(fetch, 'average', parameters)).toEqual([average]);
      }
    },
  );

  // An offset leads out of the years that Postgres reads as JavaScript writes them: it was a 500.
  it.each(['SUM', 'UNIQUE_COUNT', 'LATEST'] as const)(
    'answers for either end of the calendar: %s',
    async (aggregation) => {
      const fetch = open([{ slug: 'meter', eventType: 'test', aggregation, valueProperty: '$.value' }]);
      await ingest(fetch, [{ data: { value: 1 } }]);
      const [first, last] = ['0001-01-01T00:00:00+12:00', '9999-12-31T23:59:59-12:00'];
      for (const windowSize of ['MINUTE', 'HOUR', 'DAY', 'MONTH']) {
        expect(await values(fetch, 'meter', { from: first, to: last, windowSize })).toEqual([1]);
        expect(await values(fetch, 'meter', { from: last, windowSize })).toEqual([]);
        expect(await values(fetch, 'meter', { to: first, windowSize })).toEqual([]);
      }
      const none = aggregation === 'UNIQUE_COUNT' ? [0] : [];
      expect(await values(fetch, 'meter', { from: first, to: last })).toEqual([1]);
      expect(await values(fetch, 'meter', { from: last })).toEqual(none);
      expect(await values(fetch, 'meter', { to: first })).toEqual(none);
    },
  );
});
