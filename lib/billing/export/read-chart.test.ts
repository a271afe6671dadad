import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
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
});
