import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd, sumUsd, usdDecimal } from '../money';
import { costOf } from './cost';
import { priceFor } from './price-book';
import type { Rates } from './rates';
import { longPromptRates, tokenCount, tokenUsage, usageOf } from './testing/arbitraries';

const at = new Date('2026-11-23T12:00:00Z');

function ratesOf(provider: string, model: string): Rates {
  const rates = priceFor({ provider, model, at });
  if (!rates) throw new Error(`${model} has no price`);
  return rates;
}

describe('costOf', () => {
  it('charges each kind of token at its own rate', () => {
    const rates = ratesOf('openai', 'gpt-5.6-luna'); // $0.20 in, $0.02 cached, $0.25 written, $1.20 out
    const usage = usageOf({ uncached: 1000, cacheRead: 2000, cacheWrite: 400, output: 300, reasoning: 200 });
    expect(usdDecimal(costOf(usage, rates))).toBe('0.0007');
  });

  it('does not charge reasoning twice', () => {
    const rates = ratesOf('openai', 'gpt-6-luna');
    const plain = costOf(usageOf({ output: 500 }), rates);
    expect(costOf(usageOf({ output: 500, reasoning: 500 }), rates)).toBe(plain);
  });

  it('charges cached tokens as input where the vendor has no price for them', () => {
    const rates = ratesOf('openai', 'gpt-5-pro'); // $15 in, nothing for the cache
    expect(costOf(usageOf({ cacheRead: 10, cacheWrite: 10 }), rates)).toBe(
      costOf(usageOf({ uncached: 20 }), rates),
    );
  });

  it.each([
    [272_000, '0.0272', 'up to the limit'],
    [272_001, '0.0544002', 'above it, for the whole prompt'],
  ])('charges a prompt of %i tokens %s dollars: %s', (promptTokens, dollars) => {
    const rates = ratesOf('openai', 'gpt-6-luna'); // $0.10 in, $0.20 above 272,000 input tokens
    expect(usdDecimal(costOf(usageOf({ uncached: promptTokens }), rates))).toBe(dollars);
  });

  it('counts cached tokens towards the length of a prompt', () => {
    const rates = ratesOf('openai', 'gpt-6-luna'); // output $0.50, $0.75 above 272,000 input tokens
    const long = usageOf({ uncached: 1, cacheRead: 200_000, cacheWrite: 72_000, output: 1_000_000 });
    const output = costOf(long, rates) - costOf({ ...long, output: 0 }, rates);
    expect(output).toBe(750_000_000_000n);
  });

  it('is the sum of tokens times dollars per million, as exact fractions', () => {
    fc.assert(
      fc.property(tokenUsage, longPromptRates, (usage, rates) => {
        const promptTokens = BigInt(usage.uncached) + BigInt(usage.cacheRead) + BigInt(usage.cacheWrite);
        const rate = rates.tiers.findLast((tier) => promptTokens > BigInt(tier.aboveInputTokens)) ?? rates;
        const expected = addFractions([
          multiply(usage.uncached, rate.inputPico),
          multiply(usage.cacheRead, rate.cacheReadPico),
          multiply(usage.cacheWrite, rate.cacheWritePico),
          multiply(usage.output, rate.outputPico),
        ]);
        // cost / 10^12 = numerator / denominator, compared without a division
        expect(costOf(usage, rates) * expected.denominator).toBe(expected.numerator * 10n ** 12n);
      }),
    );
  });

  it('adds up exactly over a million tiny generations', () => {
    const rates = ratesOf('openai', 'gpt-6-luna');
    const tiny = usageOf({ uncached: 7, cacheRead: 1, output: 3 });
    const each = costOf(tiny, rates);
    const total = sumUsd(Array.from({ length: 1_000_000 }, () => costOf(tiny, rates)));
    expect(total).toBe(each * 1_000_000n);
    // 7 × $0.10 + 1 × $0.01 + 3 × $0.50 per million, a million times
    expect(usdDecimal(total)).toBe('2.21');
    expect(formatUsd(each)).toBe('$0.000002');
  });

  it('is the same for many generations apart and together, while no tier is crossed', () => {
    const flat = longPromptRates.map((rates): Rates => ({ ...rates, tiers: [] }));
    fc.assert(
      fc.property(fc.array(fc.tuple(tokenCount, tokenCount), { maxLength: 50 }), flat, (pairs, rates) => {
        const usages = pairs.map(([uncached, output]) => usageOf({ uncached, output }));
        const together = usageOf({
          uncached: usages.reduce((sum, usage) => sum + usage.uncached, 0),
          output: usages.reduce((sum, usage) => sum + usage.output, 0),
        });
        expect(sumUsd(usages.map((usage) => costOf(usage, rates)))).toBe(costOf(together, rates));
      }),
    );
  });

  it.each([
    ['negative', { output: -1 }],
    ['fractional', { uncached: 0.5 }],
    ['too large to be exact', { cacheRead: Number.MAX_SAFE_INTEGER + 1 }],
    ['not a number', { reasoning: Number.NaN }],
  ])('refuses a count that is %s', (_, counts) => {
    const [kind] = Object.keys(counts);
    expect(() => costOf(usageOf(counts), ratesOf('demo', 'tokentally-demo'))).toThrow(`usage.${kind} is`);
  });
});

interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/** Tokens times dollars per million: the way that a price list says it. */
function multiply(tokens: number, ratePico: bigint): Fraction {
  const dollarsPerMillion = { numerator: ratePico, denominator: 1_000_000n };
  return {
    numerator: BigInt(tokens) * dollarsPerMillion.numerator,
    denominator: 1_000_000n * dollarsPerMillion.denominator,
  };
}

function addFractions(fractions: Fraction[]): Fraction {
  return fractions.reduce((a, b) => ({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }));
}
