import { expect, it, vi } from 'vitest';
import { parseUsd, picoUsd, sumUsd, usdDecimal } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter, type MeterDefinition } from '.';
import { type Fetch, ingest, ingestRequest, rows, values } from './testing/requests';

const TOKENS: MeterDefinition = {
  slug: 'tokens',
  eventType: 'test',
  aggregation: 'SUM',
  valueProperty: '$.tokens',
  groupBy: { model: '$.model' },
};
const COST: MeterDefinition = { ...TOKENS, slug: 'cost', valueProperty: '$.cost' };

describeOnDatabases('the embedded meter', (db) => {
  let namespaces = 0;
  const open = (meters: MeterDefinition[] = [TOKENS, COST], namespace = `tenant ${namespaces++}`) =>
    createEmbeddedOpenMeter({ db: async () => db(), namespace, meters });

  it('has its meters from the first request on', async () => {
    const fetch = open();
    expect(await values(fetch, 'tokens')).toEqual([]);
    await ingest(fetch, [{ data: { tokens: 5 } }]);
    expect(await values(fetch, 'tokens')).toEqual([5]);
  });

  it('leaves a meter as it is that was made before', async () => {
    const namespace = 'made before';
    await ingest(open([TOKENS], namespace), [{ data: { tokens: 5, other: 7 } }]);
    const changed = open([{ ...TOKENS, valueProperty: '$.other' }, COST], namespace);
    expect(await values(changed, 'tokens')).toEqual([5]);
    expect(await values(changed, 'cost')).toEqual([]);
  });

  it('makes its meters at a later request where the database failed at first', async () => {
    let fails = true;
    const fetch = createEmbeddedOpenMeter({
      db: async () => {
        if (fails) throw new Error('The database is away.');
        return db();
      },
      namespace: 'failed at first',
      meters: [TOKENS],
    });
    await expect(fetch(ingestRequest([{}]))).rejects.toThrow('The database is away.');
    fails = false;
    await ingest(fetch, [{ data: { tokens: 5 } }]);
    expect(await values(fetch, 'tokens')).toEqual([5]);
  });

  it('answers meters that are asked the same at once by one statement, each as it does alone', async () => {
    const meters = (['SUM', 'AVG', 'MIN', 'MAX'] as const).map((aggregation) => ({
      ...TOKENS,
      slug: aggregation.toLowerCase(),
      aggregation,
    }));
    const count: MeterDefinition = {
      slug: 'count',
      eventType: 'test',
      aggregation: 'COUNT',
      groupBy: TOKENS.groupBy,
    };
    const fetch = open([
      ...meters,
      count,
      COST,
      { ...TOKENS, slug: 'distinct', aggregation: 'UNIQUE_COUNT' },
    ]);
    await ingest(fetch, [
      { data: { tokens: 5, cost: '0.1', model: 'a' } },
      { data: { tokens: 9, cost: '0.25', model: 'b' }, time: '2025-01-02T10:07:00Z' },
      { data: { model: 'b' }, time: '2025-01-02T10:07:00Z' },
    ]);
    const slugs = ['sum', 'avg', 'min', 'max', 'count', 'cost', 'distinct'];
    const ask = (slug: string) =>
      rows(fetch, slug, {
        windowSize: 'DAY',
        groupBy: 'model',
        from: '2025-01-01T00:07:00Z',
        to: '2025-01-03T00:00:00Z',
      });
    const alone = [];
    for (const slug of slugs) alone.push(await ask(slug));
    const statements = vi.spyOn(db()._.session, 'prepareQuery');
    expect(await Promise.all(slugs.map(ask))).toEqual(alone);
    // What the rollup answers for, and what only the events do; the statement for the meters is there already.
    expect(statements).toHaveBeenCalledTimes(2);
    statements.mockRestore();
    expect(alone.flat().map(({ value }) => value)).toEqual([9, 9, 9, 9, 2, 0.25, 2]);
  });

  it('keeps tenants apart', async () => {
    const one = open([TOKENS]);
    const other = open([]);
    await ingest(one, [{ id: 'same', data: { tokens: 1 } }]);
    await ingest(other, [{ id: 'same', data: { tokens: 10 } }]);
    expect((await other(new Request('http://meter/api/v1/meters/tokens'))).status).toBe(404);
    const events = async (fetch: Fetch) => (await fetch(new Request('http://meter/api/v1/events'))).json();
    await ingest(one, [{ subject: 'recent', time: new Date().toISOString() }]);
    expect(await events(one)).toHaveLength(1);
    expect(await events(other)).toHaveLength(0);
    const { id } = await (await one(new Request('http://meter/api/v1/meters/tokens'))).json();
    expect((await other(new Request(`http://meter/api/v1/meters/${id}/query`))).status).toBe(404);
    expect((await other(new Request(`http://meter/api/v1/meters/${id}`, { method: 'DELETE' }))).status).toBe(
      404,
    );
    const created = await other(
      new Request('http://meter/api/v1/meters', { method: 'POST', body: JSON.stringify(TOKENS) }),
    );
    expect(created.status).toBe(200);
    expect([await values(one, 'tokens'), await values(other, 'tokens')]).toEqual([[1], [10]]);
  });

  it('knows no meter by a name that is not even encoded right', async () => {
    const response = await open()(new Request('http://meter/api/v1/meters/%zz'));
    expect(response.status).toBe(404);
  });

  it('adds up costs to the pico-dollar', async () => {
    const fetch = open();
    const costs = Array.from({ length: 20_000 }, (_, index) =>
      picoUsd(BigInt((index * 7_919) % 900_000_000_000)),
    );
    const minutes = 60_000;
    for (let first = 0; first < costs.length; first += 5_000) {
      const events = costs.slice(first, first + 5_000).map((cost, index) => ({
        time: new Date(Date.UTC(2025, 0, 1) + (first + index) * 2 * minutes).toISOString(),
        data: { cost: usdDecimal(cost), model: `m${index % 3}` },
      }));
      await ingest(fetch, events);
    }
    const exact = sumUsd(costs);
    const bounds = { from: '2025-01-01T00:00:00Z', to: '2025-02-01T00:07:00Z' };
    const [total = 0] = await values(fetch, 'cost', bounds);
    expect(parseUsd(total.toFixed(12).replace(/0+$/, ''))).toBe(exact);
    const byDay = await values(fetch, 'cost', {
      ...bounds,
      windowSize: 'DAY',
      windowTimeZone: 'Asia/Kolkata',
    });
    expect(sumUsd(byDay.map((value) => parseUsd(value.toFixed(12))))).toBe(exact);
  });

  it('answers from rollups what it answers from events', async () => {
    const fetch = open();
    const random = numbers(7);
    await ingest(
      fetch,
      Array.from({ length: 3_000 }, () => ({
        subject: `s${random(5)}`,
        time: new Date(Date.UTC(2024, 9, 20) + random(20 * 86_400) * 1_000).toISOString(),
        data: {
          tokens: [random(100), `${random(100)}.5`, null, 'bad', '1e2'][random(5)],
          model: `m${random(3)}`,
        },
      })),
    );
    for (let trial = 0; trial < 30; trial++) {
      const from = Date.UTC(2024, 9, 20) + random(10 * 86_400) * 1_000;
      const bounds = {
        from: new Date(from).toISOString(),
        to: new Date(from + (1 + random(8 * 86_400)) * 1_000).toISOString(),
        groupBy: 'model',
        ...(trial % 2 === 0 && { subject: `s${random(5)}` }),
      };
      const zone = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe'][random(4)] ?? 'UTC';
      const byModel = async (windowSize: string) => {
        const totals = new Map<string | undefined, number>();
        for (const row of await rows(fetch, 'tokens', { ...bounds, windowSize, windowTimeZone: zone })) {
          totals.set(row.groupBy.model, (totals.get(row.groupBy.model) ?? 0) + row.value);
        }
        return totals;
      };
      const fromEvents = await byModel('MINUTE');
      for (const windowSize of ['HOUR', 'DAY', 'MONTH'])
        expect(await byModel(windowSize)).toEqual(fromEvents);
    }
  });

  it('counts an event once that many send at once', async () => {
    const fetch = open();
    const events = Array.from({ length: 200 }, (_, index) => ({
      id: `event ${index}`,
      subject: `s${index % 7}`,
      data: { tokens: 1, model: `m${index % 5}` },
    }));
    const shuffled = (seed: number) => {
      const random = numbers(seed);
      return events
        .map((event) => ({ event, at: random(1_000_000) }))
        .sort((a, b) => a.at - b.at)
        .map(({ event }) => event);
    };
    // Two functions stand for two processes.
    const other = open([], 'shared');
    const senders = [open([TOKENS], 'shared'), other];
    await values(senders[0] ?? fetch, 'tokens');
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => ingest(senders[index % 2] ?? fetch, shuffled(index))),
    );
    expect(await values(other, 'tokens')).toEqual([200]);
    expect(await values(other, 'tokens', { windowSize: 'MINUTE' })).toEqual([200]);
    const bySubject = await rows(other, 'tokens', { groupBy: 'subject', windowSize: 'DAY' });
    expect(bySubject.reduce((sum, row) => sum + row.value, 0)).toBe(200);
  });

  it('misses no event that comes while a meter is made', async () => {
    const fetch = open([], 'late meter');
    const batches = Array.from({ length: 20 }, () =>
      ingest(fetch, [{ data: { tokens: 1 } }, { data: { tokens: 1 } }]),
    );
    const late = open([TOKENS, COST], 'late meter');
    const created = values(late, 'tokens');
    const more = Array.from({ length: 20 }, () => ingest(late, [{ data: { tokens: 1 } }]));
    await Promise.all([...batches, created, ...more]);
    expect(await values(fetch, 'tokens', { windowSize: 'DAY' })).toEqual([60]);
  });

  it('makes its meters once where two processes start together', async () => {
    const starting = [open([TOKENS, COST], 'started'), open([COST, TOKENS], 'started')];
    await Promise.all(starting.map((fetch) => values(fetch, 'tokens')));
    const [fetch] = starting;
    const meters = await (await fetch?.(new Request('http://meter/api/v1/meters')))?.json();
    expect(meters).toHaveLength(2);
  });
});

/** Numbers below a limit that are the same at every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
