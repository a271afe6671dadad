import { describe, expect, it } from 'vitest';
import { formatCost, formatSum } from './format';
import { picoUsd } from './money';

describe('a cost', () => {
  it('is “unpriced” when nobody knows it, and $0.00 only when it is none', () => {
    expect(formatCost(null)).toBe('unpriced');
    expect(formatCost(picoUsd(0n))).toBe('$0.00');
    expect(formatCost(picoUsd(1n))).toBe('<$0.000001');
  });

  it('is read from digits as well', () => {
    expect(formatCost('2137500000')).toBe('$0.0021');
  });

  it('of several requests says where some have no price', () => {
    expect(formatSum('2137500000', 2)).toBe('$0.0021 + unpriced');
    expect(formatSum('2137500000', 0)).toBe('$0.0021');
    expect(formatSum(null, 2)).toBe('unpriced');
  });
});
