import { expect, it } from 'vitest';
import { timeIn } from './current-time';

const NOW = new Date('2026-11-24T12:00:00Z');

it('tells the time in a time zone', () => {
  expect(timeIn('Europe/Berlin', NOW)).toEqual({
    timeZone: 'Europe/Berlin',
    local: 'Tuesday, 24 November 2026 at 13:00:00 CET',
    utc: '2026-11-24T12:00:00.000Z',
  });
});

it('says that there is no such time zone', () => {
  expect(() => timeIn('Mars/Base', NOW)).toThrow('There is no time zone “Mars/Base”.');
});
