import { describe, expect, it } from 'vitest';
import { parseUsd } from '@/lib/money';
import { allowanceWords } from './allowance-words';

const allowance = (used: string, limit: string, isOwnStop = false) => ({
  usedPico: String(parseUsd(used)),
  limitPico: String(parseUsd(limit)),
  isOwnStop,
  resetsAt: '2026-12-01T00:00:00.000Z',
});

describe('the words on the allowance', () => {
  it('come from four fifths on', () => {
    expect(allowanceWords(allowance('0.0799', '0.10'))).toBeUndefined();
    expect(allowanceWords(allowance('0.08', '0.10'))).toBe(
      'Allowance: $0.08 of $0.10 used. It resets on 1 Dec, 00:00 UTC.',
    );
  });

  // They read “$5.00 of $5.00 used”.
  it('never read as if all were used while some is left', () => {
    expect(allowanceWords(allowance('4.9962', '5'))).toBe(
      'Allowance: $4.996 of $5.00 used. It resets on 1 Dec, 00:00 UTC.',
    );
  });

  it('come when there is nothing to use at all', () => {
    expect(allowanceWords(allowance('0', '0'))).toContain('$0.00 of $0.00');
  });

  it('name the sum that a person wants to stop at', () => {
    expect(allowanceWords(allowance('0.95', '1', true))).toBe(
      'Your stop: $0.95 of $1.00 used. It resets on 1 Dec, 00:00 UTC.',
    );
  });

  it('never come without a limit', () => {
    expect(allowanceWords(null)).toBeUndefined();
  });
});
