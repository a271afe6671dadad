import { describe, expect, it } from 'vitest';
import { groupBy } from './group-by';

describe('groupBy', () => {
  it('keeps the order of the groups and of what is in them', () => {
    const groups = groupBy(['one', 'three', 'two', 'eleven'], ({ length }) => length);
    expect([...groups]).toEqual([
      [3, ['one', 'two']],
      [5, ['three']],
      [6, ['eleven']],
    ]);
  });

  it('makes no group of nothing', () => {
    expect(groupBy([], () => 'any').size).toBe(0);
  });
});
