import { describe, expect, it } from 'vitest';
import { priceLine } from './model-price';

describe('priceLine', () => {
  it('says what a million tokens cost, with every digit', () => {
    expect(priceLine({ inputUsdPerMillion: '0.25', outputUsdPerMillion: '2' })).toBe(
      '$0.25 in · $2.00 out per 1M tokens',
    );
    expect(priceLine({ inputUsdPerMillion: '0.005', outputUsdPerMillion: '15' })).toBe(
      '$0.005 in · $15.00 out per 1M tokens',
    );
  });

  it('calls a model without a price unpriced', () => {
    expect(priceLine(null)).toBe('unpriced');
  });
});
