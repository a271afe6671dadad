import { describe, expect, it } from 'vitest';
import type { ModelChoice } from '@/lib/models';
import { cheapestModel } from './cheapest-model';

function model(id: string, price: [input: string, output: string] | null): ModelChoice {
  return {
    id,
    name: id,
    description: '',
    contextWindow: 128_000,
    price: price && { inputUsdPerMillion: price[0], outputUsdPerMillion: price[1] },
    demo: false,
  };
}

describe('the cheapest model for a title', () => {
  it('is the one that reads and writes a title for the least', () => {
    const models = [
      model('large', ['1.25', '10']),
      model('nano', ['0.05', '0.40']),
      model('mini', ['0.25', '2']),
    ];
    expect(cheapestModel(models)?.id).toBe('nano');
  });

  it('weighs the prompt more than the few words that are written', () => {
    const models = [model('cheap to write', ['0.50', '0.10']), model('cheap to read', ['0.10', '1'])];
    expect(cheapestModel(models)?.id).toBe('cheap to read');
  });

  it('is never one without a price', () => {
    expect(cheapestModel([model('unpriced', null), model('dear', ['15', '60'])])?.id).toBe('dear');
    expect(cheapestModel([model('unpriced', null)])).toBeUndefined();
  });
});
