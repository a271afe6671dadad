import { expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp } from './timestamp';

it.each([
  ['2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
  ['2025-03-01T00:00:00.500Z', '2025-03-01T00:00:00.5Z'],
  ['2025-03-01T00:00:00.000Z', '2025-03-01T00:00:00Z'],
  ['2025-03-01T00:00:00.1234567899Z', '2025-03-01T00:00:00.123456789Z'],
  ['2023-11-07T00:00:00+01:00', '2023-11-07T00:00:00+01:00'],
  ['2023-11-07T00:00:00-00:00', '2023-11-07T00:00:00Z'],
  ['2024-02-29T23:59:59-09:30', '2024-02-29T23:59:59-09:30'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
])('writes %s as Go does: %s', (text, written) => {
  const timestamp = parseTimestamp(text);
  expect(timestamp && formatTimestamp(timestamp)).toBe(written);
});

it.each([
  '2025-02-29T00:00:00Z',
  '2025-13-01T00:00:00Z',
  '2025-01-01T24:00:00Z',
  '2025-01-01T00:00:60Z',
  '2025-01-01 00:00:00Z',
  '2025-01-01T00:00:00',
  '2025-01-01T00:00:00+24:00',
  // Go reads it, but OpenMeter's schema refuses it before.
  '2025-01-01T00:00:00,5Z',
  '2025-1-1T00:00:00Z',
])('takes %s for no instant', (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});

it('knows the second of an instant before 1970 with an offset', () => {
  expect(parseTimestamp('1969-12-31T23:59:59.9+01:00')).toEqual({
    epochSeconds: -3_601,
    fraction: '9',
    offsetSeconds: 3_600,
  });
});
