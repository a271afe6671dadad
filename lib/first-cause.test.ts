import { expect, it } from 'vitest';
import { firstCause } from './first-cause';

const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);

it.each([
  ['an error without a cause', new Error('no such file'), 'no such file'],
  ['what is no error', 'gone', 'gone'],
  [
    'a connection that failed',
    new TypeError('fetch failed', { cause: refused('127.0.0.1:8888') }),
    'connect ECONNREFUSED 127.0.0.1:8888',
  ],
  [
    'a host with two addresses',
    new TypeError('fetch failed', {
      cause: new AggregateError([refused('::1:8888'), refused('127.0.0.1:8888')]),
    }),
    'connect ECONNREFUSED ::1:8888; connect ECONNREFUSED 127.0.0.1:8888',
  ],
])('says what is at the bottom of %s', (_, error, cause) => {
  expect(firstCause(error)).toBe(cause);
});
