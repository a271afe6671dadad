import type { SQL } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '@/lib/db/types';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter } from '..';
import { type Fetch, ingest } from '../testing/requests';

const PATH = 'http://meter/api/v1/meters/tokens';

describeOnDatabases('a query while its meter is changed', (db) => {
  let namespaces = 0;

  /** A meter with an event, and what changes the meter so that its rollup is another. */
  async function openWithEvents() {
    const namespace = `changing ${namespaces++}`;
    const fetch = createEmbeddedOpenMeter({
      db: async () => db(),
      namespace,
      meters: [{ slug: 'tokens', eventType: 'test', aggregation: 'SUM', valueProperty: '$.tokens' }],
    });
    // Half of it is in the rollup's hours, half in a quarter that the range cuts.
    await ingest(fetch, [
      { data: { tokens: 2, model: 'm' } },
      { data: { tokens: 3, model: 'm' }, time: '2025-01-01T05:01:00Z' },
    ]);
    let changes = 0;
    const change = async () => {
      const groupBy = { model: '$.model', more: `$.more${changes++}` };
      const response = await fetch(new Request(PATH, { method: 'PUT', body: JSON.stringify({ groupBy }) }));
      expect(response.status).toBe(200);
    };
    return { fetch, namespace, change };
  }

  // The rollup was read before the body, and gone when the sums were: the answer was empty.
  it('is answered whole where the meter changes before the body has come', async () => {
    const { fetch, change } = await openWithEvents();
    const source: UnderlyingDefaultSource<Uint8Array> = {
      async pull(controller) {
        await change();
        controller.enqueue(new TextEncoder().encode('{"windowSize":"DAY"}'));
        controller.close();
      },
    };
    // Nothing is sent before it is read.
    const body = new ReadableStream(source, { highWaterMark: 0 });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    expect(await answerOf(fetch, new Request(`${PATH}/query`, init))).toMatchObject([{ value: 5 }]);
  });

  // The same between the statement that finds the meter and the one that adds up.
  it.each([
    ['all of it from the rollup', ''],
    ['a part of it from events', '&from=2024-12-31T00:00:00Z&to=2025-01-01T05:02:00Z'],
  ])('is answered whole where the meter changes before the sums are read: %s', async (_what, range) => {
    const { namespace, change } = await openWithEvents();
    const changing = beforeExecuting(db(), [change, change]);
    const fetch = createEmbeddedOpenMeter({ db: async () => changing, namespace });
    const query = new Request(`${PATH}/query?windowSize=DAY${range}`);
    expect(await answerOf(fetch, query)).toMatchObject([{ value: 5 }]);
  });

  it.each(['subjects', 'group-by/model/values?from=2024-01-01T00:00:00Z'])(
    'is answered whole where it is for %s',
    async (path) => {
      const { namespace, change } = await openWithEvents();
      await change();
      const changing = beforeExecuting(db(), [change]);
      const fetch = createEmbeddedOpenMeter({ db: async () => changing, namespace });
      const response = await fetch(new Request(`${PATH}/${path}`));
      expect(await response.json()).toHaveLength(1);
    },
  );
});

async function answerOf(fetch: Fetch, request: Request): Promise<unknown> {
  const response = await fetch(request);
  expect(response.status).toBe(200);
  return (await response.json()).data;
}

/** The same database, on which something happens before each of the first statements that are written in SQL. */
function beforeExecuting(database: Database, happenings: (() => Promise<void>)[]): Database {
  const left = [...happenings];
  const execute = async (statement: SQL) => {
    await left.shift()?.();
    return database.execute(statement);
  };
  return Object.assign(Object.create(database), { execute });
}
