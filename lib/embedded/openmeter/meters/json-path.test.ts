import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { queryRows } from '@/lib/db/rows';
import { describeOnDatabases } from '@/tests/support/databases';
import { jsonAt, lookUp, parseJsonPath } from './json-path';

const DATA = { a: [1, { b: 2 }], o: { 'k k': 3 }, n: null };

it.each([
  ['$', DATA],
  ['$.a[0]', 1],
  ['$.a[1].b', 2],
  ['$.o["k k"]', 3],
  ["$['o']['k k']", 3],
  ['$.n', null],
  ['$.a[*]', DATA.a],
  ['$.missing', undefined],
  ['$.a[9]', undefined],
  ['$.o[0]', undefined],
  ['$.a.b', undefined],
  ['$.constructor', undefined],
  ['$.__proto__', undefined],
])('finds what is at %s', (text, found) => {
  expect(lookUp(DATA, parseJsonPath(text) ?? [])).toEqual(found);
});

it.each([
  '',
  'a',
  '$a',
  '$.',
  '$..a',
  '$.*',
  '$.a-b',
  '$.é',
  '$[-1]',
  '$[]',
  '$[""]',
  '$["a\\"b"]',
  '$.a ',
  '$$',
])('takes %j for no path', (text) => {
  expect(parseJsonPath(text)).toBeUndefined();
});

describeOnDatabases('a path in the database', (db) => {
  const data = {
    list: [1, 2],
    '0': { '1': 7 },
    flat: 5,
    none: null,
    'a"b,c}': { "d'e": 8, null: 9, ' ': 10 },
  };

  const find = async (text: string) => {
    const found = jsonAt(sql`${JSON.stringify(data)}::text::jsonb`, parseJsonPath(text) ?? []);
    return (await queryRows(db(), sql`select (${found})::text as json`, ({ json }) => json))[0];
  };

  it.each([
    ['$.flat', '5'],
    ['$.none', 'null'],
    ['$.missing', null],
    ['$.flat.k', null],
    ['$.none.k', null],
    ['$.list', '[1, 2]'],
    ['$.list[1]', '2'],
    ['$.0', '{"1": 7}'],
    ['$.0.1', '7'],
    ['$[\'a"b,c}\']["d\'e"]', '8'],
    ["$['a\"b,c}'].null", '9'],
    ['$[\'a"b,c}\'][" "]', '10'],
  ])('finds at %s what is there', async (path, json) => {
    expect(await find(path)).toBe(json);
  });

  // What Postgres' own operators take for the place of an item.
  it.each(['$.list.0', '$.list["-1"]', '$.list["+1"]', '$.list[" 1"]', '$.list["01"]'])(
    'takes the key of %s for no place in a list',
    async (path) => {
      expect(await find(path)).toBe(null);
    },
  );
});
