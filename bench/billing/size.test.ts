import { expect, it } from 'vitest';
import { hasGoals, sizeOf } from './size';

const BY_DEFAULT = { full: false, events: '200000' };

// The viewer had half of what the goals were set for, and was judged by them.
it.each(['postgres', 'pglite'] as const)(
  'a run on %s has as many of the viewer as the goals were set for, and goals at their full size only',
  (kind) => {
    const [usual, full] = [sizeOf(kind, BY_DEFAULT), sizeOf(kind, { ...BY_DEFAULT, full: true })];
    expect([usual.own, full.own]).toEqual([100_000, 100_000]);
    expect([usual, full].map(hasGoals)).toEqual([false, true]);
    expect(hasGoals(sizeOf(kind, { ...BY_DEFAULT, full: true, own: '1000' }))).toBe(false);
  },
);

it('a run has no more of the viewer than there are', () => {
  expect(sizeOf('pglite', { full: false, events: '3000' })).toMatchObject({ events: 3_000, own: 3_000 });
});
