import { expect, it } from 'vitest';
import { lookUp, parseJsonPath } from './json-path';

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
