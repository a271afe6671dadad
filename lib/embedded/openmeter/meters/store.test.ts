import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter, type MeterDefinition } from '..';

const TOKENS: MeterDefinition = {
  slug: 'tokens',
  eventType: 'test',
  aggregation: 'SUM',
  valueProperty: '$.tokens',
};

describeOnDatabases('the meters of the embedded meter', (db) => {
  let namespaces = 0;
  const open = (meters: MeterDefinition[]) =>
    createEmbeddedOpenMeter({ db: async () => db(), namespace: `meters ${namespaces++}`, meters });

  // They were made, and had no value for good, or answered each query with a 500.
  it.each<[string, Partial<MeterDefinition>, string]>([
    ['a SUM of nothing', { valueProperty: undefined }, 'is required when the aggregation is not count'],
    ['a COUNT of something', { aggregation: 'COUNT' }, 'is not allowed when the aggregation is count'],
    ['no path to its value', { aggregation: 'LATEST', valueProperty: '$.a-b' }, 'invalid JSONPath: $.a-b'],
    [
      'no path to a group',
      { aggregation: 'UNIQUE_COUNT', groupBy: { a: '$.a-b' } },
      'JSONPath for a group by',
    ],
    ['a slug that none may have', { slug: 'all-tokens' }, 'invalid meter slug: all-tokens'],
  ])('are refused with a sentence where one in code has %s', async (_what, change, reason) => {
    const fetch = open([{ ...TOKENS, ...change }]);
    await expect(fetch(new Request('http://meter/api/v1/meters'))).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining(reason),
    });
  });

  it('are listed in the order that is asked for, deleted ones on demand', async () => {
    let now = new Date('2025-01-01T00:00:00Z');
    const fetch = createEmbeddedOpenMeter({
      db: async () => db(),
      namespace: `meters ${namespaces++}`,
      now: () => now,
    });
    const at = (time: string, method: string, path: string, body?: object) => {
      now = new Date(`2025-01-01T${time}Z`);
      const init = { method, body: body && JSON.stringify(body) };
      return fetch(new Request(`http://meter/api/v1/meters${path}`, init));
    };
    await at('01:00:00', 'POST', '', { ...TOKENS, slug: 'b', name: 'Third' });
    await at('02:00:00', 'POST', '', { ...TOKENS, slug: 'a', name: 'Second', aggregation: 'MAX' });
    await at('03:00:00', 'POST', '', { ...TOKENS, slug: 'c', name: 'Never', aggregation: 'AVG' });
    await at('04:00:00', 'PUT', '/b', { name: 'First' });
    await at('05:00:00.250', 'DELETE', '/c');
    const list = async (parameters: string) =>
      (await (await fetch(new Request(`http://meter/api/v1/meters?${parameters}`))).json()).map(
        ({ slug, deletedAt }: { slug: string; deletedAt?: string }) => slug + (deletedAt ?? ''),
      );
    const deleted = 'c2025-01-01T05:00:00.25Z';
    expect(await list('')).toEqual(['a', 'b']);
    expect(await list('includeDeleted=true')).toEqual(['a', 'b', deleted]);
    for (const [orderBy, ascending] of [
      ['key', ['a', 'b', deleted]],
      ['name', ['b', deleted, 'a']],
      ['aggregation', [deleted, 'a', 'b']],
      ['createdAt', ['b', 'a', deleted]],
      ['updatedAt', ['a', deleted, 'b']],
    ] as const) {
      const parameters = `includeDeleted=true&orderBy=${orderBy}`;
      expect(await list(parameters)).toEqual(ascending);
      expect(await list(`${parameters}&order=ASC`)).toEqual(ascending);
      expect(await list(`${parameters}&order=DESC`)).toEqual(ascending.toReversed());
    }
    for (const wrong of ['orderBy=slug', 'order=up', 'includeDeleted=perhaps'])
      expect((await fetch(new Request(`http://meter/api/v1/meters?${wrong}`))).status).toBe(400);
  });

  // Both were told that they had deleted it.
  it('are deleted once where two delete one together', async () => {
    const fetch = open([TOKENS]);
    await fetch(new Request('http://meter/api/v1/meters'));
    const remove = async () =>
      (await fetch(new Request('http://meter/api/v1/meters/tokens', { method: 'DELETE' }))).status;
    expect((await Promise.all([remove(), remove()])).sort()).toEqual([204, 404]);
  });
});
