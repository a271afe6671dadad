import { describe, expect, it } from 'vitest';
import { type HandWrittenPrice, handWrittenLists, picoPerToken } from './hand-written-price';
import { lookUp } from './price-book';

const at = new Date('2026-11-23T12:00:00Z');

const llama: HandWrittenPrice = {
  provider: 'compatible',
  model: 'llama3.3:70b',
  prices: [
    { startsOn: '2026-01-01', input: '0.30', output: '0.90' },
    {
      startsOn: '2026-10-01',
      input: '0.20',
      cacheRead: '0.02',
      output: '0.60',
      longPrompt: { aboveInputTokens: 128_000, input: '0.40', output: '1.20' },
    },
  ],
};

describe('handWrittenLists', () => {
  it('make prices that are found by provider, model and date', () => {
    const lists = handWrittenLists([llama], 'ours');
    const query = { provider: 'compatible', model: 'llama3.3:70b' };

    expect(lookUp(lists, { ...query, at: new Date('2026-09-30') })).toMatchObject({ inputPico: 300_000n });
    expect(lookUp(lists, { ...query, at })).toEqual({
      inputPico: 200_000n,
      cacheReadPico: 20_000n,
      cacheWritePico: 200_000n,
      outputPico: 600_000n,
      tiers: [
        {
          aboveInputTokens: 128_000,
          inputPico: 400_000n,
          cacheReadPico: 400_000n,
          cacheWritePico: 400_000n,
          outputPico: 1_200_000n,
        },
      ],
      startsOn: '2026-10-01',
      source: 'ours',
    });
  });

  // Every call was served, and none could be settled: the ledger refused the price.
  it.each([
    ['2026-12-1', 1_000, 'Not a day of the calendar: write it as YYYY-MM-DD.'],
    ['2026-11-31', 1_000, 'prices[0].startsOn'],
    ['2026-11-01', 0.5, 'Not a whole number of tokens.'],
    ['2026-11-01', 0, 'Not a number of tokens above zero.'],
    ['2026-11-01', 0, 'at prices[0].longPrompt.aboveInputTokens'],
  ])('refuse a price from %s on, and above %d tokens, and say why', (startsOn, aboveInputTokens, fault) => {
    const rates = { input: '0.20', output: '0.60' };
    const prices = [{ startsOn, ...rates, longPrompt: { aboveInputTokens, ...rates } }];
    const make = () => handWrittenLists([{ ...llama, prices }], 'ours');
    expect(make).toThrow('The prices of llama3.3:70b can’t be used. Change them in ours:');
    expect(make).toThrow(fault);
  });

  it.each([
    ['0,20', '"0,20" is not an amount in US dollars.'],
    ['0.20000001', '$0.20000001 per million tokens is not a whole number of pico-USD per token'],
    ['99999999999999999', 'at prices[0].longPrompt.cacheRead'],
  ])('refuse $%s for a million tokens, and say of which model and why', (cacheRead, fault) => {
    const rates = { input: '0.20', output: '0.60' };
    const longPrompt = { aboveInputTokens: 1_000, ...rates, cacheRead };
    const prices = [{ startsOn: '2026-11-01', ...rates, longPrompt }];
    const make = () => handWrittenLists([{ ...llama, prices }], 'ours');
    expect(make).toThrow('The prices of llama3.3:70b can’t be used. Change them in ours:');
    expect(make).toThrow(fault);
  });

  it('refuse a model without any', () => {
    expect(() => handWrittenLists([{ ...llama, prices: [] }], 'ours')).toThrow('The prices of llama3.3:70b');
  });

  it('refuse rows that are not in order of date', () => {
    const jumbled = { ...llama, prices: llama.prices.toReversed() };
    expect(() => handWrittenLists([jumbled], 'ours')).toThrow(
      'The prices of llama3.3:70b can’t be used. Change them in ours:\nThey are not in order of date: 2026-01-01 follows 2026-10-01.',
    );
  });
});

describe('picoPerToken', () => {
  it.each([
    ['0.25', 250_000],
    ['150', 150_000_000],
    ['0.000001', 1],
    ['0', 0],
  ])('$%s per million tokens is %i', (usdPerMillion, pico) => {
    expect(picoPerToken(usdPerMillion)).toBe(pico);
  });

  it.each(['0.0000005', '0.08333333333', '-1', '$1', '1e-7'])('refuses %s', (usdPerMillion) => {
    expect(() => picoPerToken(usdPerMillion)).toThrow(RangeError);
  });
});
