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

  // Both were told that they had deleted it.
  it('are deleted once where two delete one together', async () => {
    const fetch = open([TOKENS]);
    await fetch(new Request('http://meter/api/v1/meters'));
    const remove = async () =>
      (await fetch(new Request('http://meter/api/v1/meters/tokens', { method: 'DELETE' }))).status;
    expect((await Promise.all([remove(), remove()])).sort()).toEqual([204, 404]);
  });
});
