import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usdDecimal } from '../money';
import { costOf } from './cost';
import { holdTerms } from './hold-terms';
import { priceFor } from './price-book';
import { longPromptRates, tokenCount, tokenUsage } from './testing/arbitraries';
import { inputTokens } from './token-usage';

const at = new Date('2026-11-23T12:00:00Z');

describe('the terms of a hold', () => {
  it('are the prompt and each output token at their rates', () => {
    const terms = holdTerms(1_000_000, priceFor({ provider: 'demo', model: 'tokentally-demo', at }));
    expect(usdDecimal(terms.promptPico)).toBe('0.25');
    expect(usdDecimal(terms.outputTokenPico)).toBe('0.000002');
  });

  it('expect the whole prompt to be written to the cache where that costs more', () => {
    const terms = holdTerms(200_000, priceFor({ provider: 'openai', model: 'gpt-6-luna', at }));
    expect(usdDecimal(terms.promptPico)).toBe('0.025');
  });

  it('are nothing for a model without a price', () => {
    expect(holdTerms(1_000, undefined)).toEqual({ promptPico: 0n, outputTokenPico: 0n });
  });

  it('never come to less than a generation within its limits costs', () => {
    fc.assert(
      fc.property(
        tokenUsage,
        tokenCount,
        tokenCount,
        longPromptRates,
        (usage, morePrompt, moreOutput, rates) => {
          const { promptPico, outputTokenPico } = holdTerms(inputTokens(usage) + morePrompt, rates);
          const hold = promptPico + BigInt(usage.output + moreOutput) * outputTokenPico;
          expect(costOf(usage, rates) <= hold).toBe(true);
        },
      ),
    );
  });
});
