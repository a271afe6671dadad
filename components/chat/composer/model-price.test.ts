import { describe, expect, it } from 'vitest';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { priceLine } from './model-price';

const lineOf = (input: string, output: string) => priceLine(modelChoice({ input, output }).price);

describe('priceLine', () => {
  it('says what a million tokens cost, with every digit', () => {
    expect(lineOf('0.25', '2')).toBe('$0.25 in · $2.00 out per 1M tokens');
    expect(lineOf('0.005', '15')).toBe('$0.005 in · $15.00 out per 1M tokens');
  });

  it('calls a model without a price unpriced', () => {
    expect(priceLine(null)).toBe('unpriced');
  });
});
