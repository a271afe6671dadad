import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadEncoding } from '../tokens/encoding';
import { createTextCounter } from '../tokens/text-counter';
import { Tally } from './tally';

const encoding = await loadEncoding('o200k_base');

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

// Read twenty minutes later, the first of these was taken for a clock that is wrong.
it.each([
  ['2026-11-20T12:00:02Z', true],
  ['2026-11-20T11:55:00Z', true],
  ['2026-11-20T12:25:00Z', true],
  ['2026-11-20T11:54:59Z', false],
  ['2026-11-20T12:25:01Z', false],
])('of a reply that took from 12:00 to 12:20, %s can be when it was made: %s', (created, canBe) => {
  const tally = new Tally(() => createTextCounter(encoding));
  vi.setSystemTime('2026-11-20T12:20:00Z');
  tally.addMetadata({ timestamp: new Date(created) });
  expect(tally.responseCreatedAt).toEqual(canBe ? new Date(created) : null);
});
