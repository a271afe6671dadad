import { describe, expect, it } from 'vitest';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { cheapestModel } from './cheapest-model';

const model = (id: string, price: { input: string; output: string } | null, reasoning = false) =>
  modelChoice(price, { id, reasoning });

describe('the cheapest model for a title', () => {
  it('is the one that reads and writes a title for the least', () => {
    const models = [
      model('large', { input: '1.25', output: '10' }),
      model('nano', { input: '0.05', output: '0.40' }),
      model('mini', { input: '0.25', output: '2' }),
    ];
    expect(cheapestModel(models)?.id).toBe('nano');
  });

  it('weighs the prompt more than the few words that are written', () => {
    const models = [
      model('cheap to write', { input: '0.50', output: '0.10' }),
      model('cheap to read', { input: '0.10', output: '1' }),
    ];
    expect(cheapestModel(models)?.id).toBe('cheap to read');
  });

  // What it thinks before it writes six words is most of what they cost.
  it('counts what a model thinks before it writes', () => {
    const models = [
      model('thinks', { input: '0.10', output: '0.40' }, true),
      model('speaks', { input: '0.15', output: '0.60' }),
    ];
    expect(cheapestModel(models)?.id).toBe('speaks');
    expect(
      cheapestModel([...models, model('thinks for less', { input: '0.02', output: '0.10' }, true)])?.id,
    ).toBe('thinks for less');
  });

  it('is never one without a price', () => {
    expect(cheapestModel([model('unpriced', null), model('dear', { input: '15', output: '60' })])?.id).toBe(
      'dear',
    );
    expect(cheapestModel([model('unpriced', null)])).toBeUndefined();
  });
});
