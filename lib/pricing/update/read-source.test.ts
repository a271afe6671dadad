import { calcPrice, findProvider, type ModelInfo } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PICO_PER_USD } from '@/lib/money';
import { costOf } from '../cost';
import { priceFor } from '../price-book';
import priceBook from '../price-book.json';
import { usageOf } from '../testing/arbitraries';
import { readModel } from './read-source';

function source(prices: ModelInfo['prices'], more: Partial<ModelInfo> = {}): ModelInfo {
  return { id: 'gpt-x', match: { equals: 'gpt-x' }, prices, ...more };
}

describe('readModel', () => {
  it('keeps dollars per million as pico-USD per token', () => {
    expect(readModel(source({ input_mtok: 0.05, cache_read_mtok: 0.005, output_mtok: 0.4 }))).toEqual({
      model: 'gpt-x',
      ids: ['gpt-x'],
      prices: [{ startsOn: '1970-01-01', inputPico: 50_000, cacheReadPico: 5_000, outputPico: 400_000 }],
    });
  });

  it('keeps dated prices as rows', () => {
    const prices = [
      { prices: { input_mtok: 10, output_mtok: 40 } },
      {
        constraint: { type: 'start_date' as const, start_date: '2025-06-10' },
        prices: { input_mtok: 2, output_mtok: 8 },
      },
    ];
    expect(readModel(source(prices))).toMatchObject({
      prices: [
        { startsOn: '1970-01-01', inputPico: 10_000_000 },
        { startsOn: '2025-06-10', inputPico: 2_000_000 },
      ],
    });
  });

  it('keeps prices of long prompts, with what does not change there', () => {
    const prices = { input_mtok: { base: 1, tiers: [{ start: 200_000, price: 2 }] }, output_mtok: 6 };
    expect(readModel(source(prices))).toMatchObject({
      prices: [
        {
          inputPico: 1_000_000,
          outputPico: 6_000_000,
          tiers: [{ aboveInputTokens: 200_000, inputPico: 2_000_000, outputPico: 6_000_000 }],
        },
      ],
    });
  });

  it.each([
    ['it costs by the hour', { audio_hours: 0.36 }, {}],
    ['the source lists no token price', {}, {}],
    ['the source lists no price for output', { input_mtok: 1 }, {}],
    ['reasoning has its own price', { input_mtok: 1, output_mtok: 2, output_reasoning_mtok: 3 }, {}],
    ['it searches the web', { input_mtok: 1, output_mtok: 2 }, { id: 'gpt-x-search-preview' }],
    [
      'the price is second-hand',
      { input_mtok: 1, output_mtok: 2 },
      { price_comments: 'Imported from OpenRouter.' },
    ],
  ])('leaves a model without a price when %s', (_, prices, more) => {
    expect(readModel(source(prices, more))).toHaveProperty('unpriced');
  });

  it('leaves a model without a price when it depends on the time of day', () => {
    const prices = [
      {
        constraint: { type: 'time_of_date' as const, start_time: '00:30:00Z', end_time: '16:30:00Z' },
        prices: { input_mtok: 1, output_mtok: 2 },
      },
    ];
    expect(readModel(source(prices))).toHaveProperty('unpriced', 'its price depends on the time of day');
  });

  it.each([0.08333333333333334, 1e-7, 0.0000005])('stops at a price that is not exact: %d', (input_mtok) => {
    expect(() => readModel(source({ input_mtok, output_mtok: 1 }))).toThrow('input_mtok of gpt-x');
  });

  it('stops at a rule that it does not understand', () => {
    const match = { and: [{ starts_with: 'gpt' }, { ends_with: 'x' }] };
    expect(() => readModel(source({ input_mtok: 1, output_mtok: 1 }, { match }))).toThrow('not understood');
  });
});

describe('the price book', () => {
  const openai = findProvider({ providerId: 'openai' });
  const madeOn = new Date(`${priceBook.madeOn}T00:00:00Z`);
  const ids = priceBook.providers.openai.flatMap((model) => ('prices' in model ? model.ids : []));

  it("agrees with the source's own calculator on every id, date and length of prompt", () => {
    const tokens = fc.nat({ max: 400_000 });
    const at = fc.date({ min: new Date('2023-01-01'), max: madeOn, noInvalidDate: true });
    const anyUsage = fc.record({ uncached: tokens, cacheRead: tokens, cacheWrite: tokens, output: tokens });

    fc.assert(
      fc.property(fc.constantFrom(...ids), at, anyUsage, (model, timestamp, counts) => {
        const rates = priceFor({ provider: 'openai', model, at: timestamp });
        if (!rates) throw new Error(`${model} has no price`);
        const isEmbedding = model.includes('embedding');
        const usage = usageOf(isEmbedding ? { uncached: counts.uncached } : counts);
        const theirs = calcPrice(
          {
            input_tokens: usage.uncached + usage.cacheRead + usage.cacheWrite,
            cache_read_tokens: usage.cacheRead,
            cache_write_tokens: usage.cacheWrite,
            output_tokens: usage.output,
          },
          model,
          { provider: openai, timestamp },
        );
        expect(Number(costOf(usage, rates)) / Number(PICO_PER_USD)).toBeCloseTo(
          theirs?.total_price ?? Number.NaN,
          9,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
