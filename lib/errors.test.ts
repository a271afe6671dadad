import { expect, it } from 'vitest';
import { TooManyRequestsError } from './errors';

// It said “in 1 seconds”.
it.each([
  [1, 'Try again in 1 second.'],
  [119, 'Try again in 119 seconds.'],
  [120, 'Try again in 2 minutes.'],
  [121, 'Try again in 3 minutes.'],
])('who made too many requests is told how long to wait: %d s', (seconds, sentence) => {
  expect(new TooManyRequestsError(seconds).message).toBe(`That was too many requests. ${sentence}`);
});
