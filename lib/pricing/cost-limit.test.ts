import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUsd, picoUsd, usdDecimal } from '@/lib/money';
import { costOf } from './cost';
import { affordableOutputTokens, maxCostOf } from './cost-limit';
import { priceFor } from './price-book';
import { longPromptRates, tokenCount, tokenUsage } from './testing/arbitraries';
import { inputTokens } from './token-usage';

const at = new Date('2026-11-23T12:00:00Z');
const demo = priceFor({ provider: 'demo', model: 'tokentally-demo', at }); // $0.25 in, $2.00 out
const luna = priceFor({ provider: 'openai', model: 'gpt-6-luna', at }); // $0.10 in, $0.125 written, $0.50 out
if (!demo || !luna) throw new Error('These tests need the prices of tokentally-demo and gpt-6-luna.');

describe('maxCostOf', () => {
  it('is the prompt at its dearest rate and the output up to its limit', () => {
    const limits = { promptTokens: 1_000_000, maxOutputTokens: 100_000 };
    expect(usdDecimal(maxCostOf(limits, demo))).toBe('0.45');
  });

  it('expects the whole prompt to be written to the cache where that costs more', () => {
    expect(usdDecimal(maxCostOf({ promptTokens: 200_000, maxOutputTokens: 0 }, luna))).toBe('0.025');
  });

  it('is never below what a generation within its limits costs', () => {
    fc.assert(
      fc.property(
        tokenUsage,
        tokenCount,
        tokenCount,
        longPromptRates,
        (usage, morePrompt, moreOutput, rates) => {
          const limits = {
            promptTokens: inputTokens(usage) + morePrompt,
            maxOutputTokens: usage.output + moreOutput,
          };
          expect(costOf(usage, rates) <= maxCostOf(limits, rates)).toBe(true);
        },
      ),
    );
  });
});

describe('affordableOutputTokens', () => {
  it.each([
    ['0.01', 8_000, 4_000, 'what is left after the prompt'],
    ['0.002', 8_000, 0, 'nothing when the prompt takes it all'],
    ['0.001', 8_000, 0, 'nothing when it does not even pay for the prompt'],
    ['-1', 0, 0, 'nothing for a debt'],
  ])('$%s after a prompt of %i tokens buys %i tokens: %s', (amount, promptTokens, tokens) => {
    expect(affordableOutputTokens(parseUsd(amount), promptTokens, demo)).toBe(tokens);
  });

  it('is the largest limit whose cost is within the amount', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 16n }).map(picoUsd);
    fc.assert(
      fc.property(amount, tokenCount, longPromptRates, (amount, promptTokens, rates) => {
        const tokens = affordableOutputTokens(amount, promptTokens, rates);
        if (tokens === Number.MAX_SAFE_INTEGER) return;
        const costOfOutput = (maxOutputTokens: number) => maxCostOf({ promptTokens, maxOutputTokens }, rates);
        if (tokens > 0) expect(costOfOutput(tokens) <= amount).toBe(true);
        expect(costOfOutput(tokens + 1) > amount).toBe(true);
      }),
    );
  });
});
