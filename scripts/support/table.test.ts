import { expect, it } from 'vitest';
import { formatTable } from './table';

it('a table has its numbers to the right, and no spaces at the ends of lines', () => {
  const rows = [
    ['event', 'tokens', 'reason'],
    ['a', '1,200', ''],
    ['longer-id', '-7', 'refused'],
  ];
  expect(formatTable(rows).split('\n')).toEqual([
    'event      tokens  reason',
    'a           1,200',
    'longer-id      -7  refused',
  ]);
});
