import { expect, it } from 'vitest';
import { chooseTimeZone } from './time-zone';

it.each([
  'UTC',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Asia/Calcutta',
  'America/Argentina/Buenos_Aires',
  'Etc/GMT+5',
])('shows a view in the zone that its link names: %s', (zone) =>
  expect(chooseTimeZone(zone, 'America/Lima')).toBe(zone),
);

// The runtime takes the last four, and the meter, as OpenMeter, does not: the page said that it could not be reached.
it.each(['+02:00', 'Mars/Olympus', 'utc', 'europe/berlin', 'CST', 'IST'])(
  'leaves out what is no name of a zone: %s',
  (zone) => expect(chooseTimeZone(zone, 'America/Lima')).toBe('America/Lima'),
);
