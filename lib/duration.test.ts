import { expect, it } from 'vitest';
import { formatDuration } from './duration';

it.each([
  [840, '0.8 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min'],
  [95_000, '1 min 35 s'],
  [185_000, '3 min 5 s'],
])('%i ms are %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
