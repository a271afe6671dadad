import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPerMillion, ratesFromJson, ratesToJson } from './rates';
import { longPromptRates } from './testing/arbitraries';

describe('ratesToJson', () => {
  it('and ratesFromJson carry rates through JSON unchanged', () => {
    fc.assert(
      fc.property(longPromptRates, (rates) => {
        expect(ratesFromJson(JSON.parse(JSON.stringify(ratesToJson(rates))))).toEqual(rates);
      }),
    );
  });

  it('writes each rate as digits', () => {
    const json = ratesToJson({
      inputPico: 250_000n,
      cacheReadPico: 25_000n,
      cacheWritePico: 250_000n,
      outputPico: 2_000_000n,
      tiers: [],
      startsOn: '2026-11-01',
      source: 'demo price',
    });
    expect(json).toEqual({
      inputPico: '250000',
      cacheReadPico: '25000',
      cacheWritePico: '250000',
      outputPico: '2000000',
      tiers: [],
      startsOn: '2026-11-01',
      source: 'demo price',
    });
  });
});

describe('ratesFromJson', () => {
  it.each([[null], [{}], [{ inputPico: 0.25 }], ['250000']])('refuses %j', (json) => {
    expect(() => ratesFromJson(json)).toThrow();
  });
});

describe('formatPerMillion', () => {
  it.each([
    [250_000n, '$0.25'],
    [2_000_000n, '$2.00'],
    [125_000n, '$0.125'],
    [1n, '$0.000001'],
  ])('shows %i pico-USD per token as %s', (rate, shown) => {
    expect(formatPerMillion(rate)).toBe(shown);
  });
});
