import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter, type MeterDefinition } from '..';
import { ingest, values } from '../testing/requests';

const METERS: MeterDefinition[] = (['SUM', 'AVG', 'MIN', 'MAX'] as const).map((aggregation) => ({
  slug: aggregation.toLowerCase(),
  eventType: 'test',
  aggregation,
  valueProperty: '$.tokens',
  groupBy: { model: '$.model', first: '$.list[*]' },
}));

const EVENTS = Array.from({ length: 400 }, (_, index) => ({
  id: `e${index}`,
  subject: `s${index % 3}`,
  // Every 11 minutes, so that all quarters of an hour have some.
  time: new Date(Date.UTC(2025, 0, 1) + index * 660_000).toISOString(),
  data: {
    tokens: [index, `${index}.50`, null, 'bad', -1e-7][index % 5],
    model: ['a', 'b', 1.5, null][index % 4],
    list: [[{}, index % 2], 'none'][index % 2],
  },
}));

describeOnDatabases('hours', (db) => {
  it('of events that were there before their meters are those of events that came after', async () => {
    const open = (namespace: string, meters: MeterDefinition[]) =>
      createEmbeddedOpenMeter({ db: async () => db(), namespace, meters });
    for (const batch of [EVENTS.slice(0, 250), EVENTS.slice(200)]) {
      await ingest(open('meters first', METERS), batch);
      await ingest(open('events first', []), batch);
    }
    expect(await values(open('events first', METERS), 'max')).toEqual([396.5]);
    const hours = await hoursOf(db(), 'meters first');
    expect(hours.length).toBeGreaterThan(200);
    expect(await hoursOf(db(), 'events first')).toEqual(hours);
  });
});

function hoursOf(db: Database, namespace: string): Promise<unknown[]> {
  return queryRows(
    db,
    sql`select concat_ws(' ', subject, groups, start, first_at, last_at, totals, quarter0, quarter1, quarter2, quarter3) as hour
      from embedded_meter_rollups as rollup
      join embedded_meter_series as series on series.rollup_id = rollup.id
      join embedded_meter_hours as hours on hours.series_id = series.id
      where rollup.namespace = ${namespace} order by 1`,
    (row) => row.hour,
  );
}
