import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { sumAmounts } from '../report/amount';
import { totalsOf } from '../report/totals';
import { readViewUsage } from '../report/view-usage';
import { ledgerTotals } from '../testing/compare';
import { deliverAll, meterOf, newPerson, seedUsage } from '../testing/seed';
import { parseHref } from '../view';
import { readChart } from './read-chart';

describeOnDatabases('the numbers of a chart', (db) => {
  // The meter counts hours on from the old midnight, here from 18:30 UTC, and the chart begins at 19:00: it failed.
  it('are there on the day when Lord Howe’s clocks move by half an hour', async () => {
    const userId = await newPerson(db());
    const at = new Date('2026-10-03T19:10:00Z');
    const entries = await seedUsage(db(), {
      userId,
      from: at,
      to: new Date(at.getTime() + 1),
      count: 1,
      models: ['o3'],
    });
    const meter = meterOf(db());
    await deliverAll(db(), meter.client);
    const { chart, range } = await readChart(
      { getDb: async () => db(), openMeter: meter.client },
      {
        userId,
        view: parseHref('?range=24h'),
        timeZone: 'Australia/Lord_Howe',
        now: new Date('2026-10-04T18:20:00Z'),
      },
    );
    expect(range.from).toEqual(new Date('2026-10-03T19:00:00Z'));
    const { costPico } = ledgerTotals(entries);
    expect(costPico).toBeGreaterThan(0n);
    expect(chart.series).toMatchObject([{ name: 'o3', total: costPico }]);
    expect(chart.buckets[0]).toMatchObject({ start: range.from, total: costPico });
  });

  // With a key for the embedded meter anybody's usage can be sent. The page and the API failed, and the chart left out what
  // is less than nothing.
  it.each([
    ['half a token', { prompt_tokens: 12.5 }, { tokens: 13n, costPico: null }],
    [
      'less than no token',
      { prompt_tokens: -5, cost_usd: -0.25 },
      { tokens: -5n, costPico: -(10n ** 12n) / 4n },
    ],
    ['more dollars than a float prints digits of', { cost_usd: 1e21 }, { tokens: 0n, costPico: 10n ** 33n }],
    [
      'more tokens than add up',
      { prompt_tokens: 1e308, completion_tokens: 1e308 },
      { tokens: 2n * BigInt(Number.MAX_SAFE_INTEGER), costPico: null },
    ],
  ])('are those of the cards where another service sent %s', async (_, data, { tokens, costPico }) => {
    const userId = await newPerson(db());
    const { client } = meterOf(db());
    const now = new Date('2026-10-04T18:20:00Z');
    const time = new Date('2026-10-04T12:00:00Z');
    await client.events.ingest({ source: 'another', type: 'openai', subject: userId, time, data });
    const sources = { getDb: async () => db(), openMeter: client };
    const numbers = async (search: string) => {
      const query = { userId, view: parseHref(`?range=7d&${search}`), timeZone: 'UTC', now };
      const { chart, range } = await readChart(sources, query);
      const { totalTokens, ...totals } = totalsOf(await readViewUsage(sources, { ...query, range }), null);
      return {
        bars: sumAmounts(chart.buckets.map(({ total }) => total ?? null)),
        card: { tokens: BigInt(totalTokens), costPico: totals.costPico },
      };
    };
    for (const search of ['by=model&metric=tokens', 'by=kind']) {
      expect(await numbers(search)).toEqual({ bars: tokens, card: { tokens, costPico } });
    }
    expect((await numbers('by=model&metric=cost')).bars).toBe(costPico ?? 0n);
  });
});
