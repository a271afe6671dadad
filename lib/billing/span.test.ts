import { expect, it } from 'vitest';
import { floorToHour } from './span';

it.each([
  ['UTC', '2026-11-03T14:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-03T14:30:00.000Z'],
  ['Asia/Kathmandu', '2026-11-03T14:15:00.000Z'],
])('a clock hour in %s begins at %s', (timeZone, start) => {
  expect(floorToHour(new Date('2026-11-03T14:44:59Z'), timeZone).toISOString()).toBe(start);
});
