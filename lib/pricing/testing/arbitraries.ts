import fc from 'fast-check';
import type { LongPromptRates, Rates } from '../rates';
import type { TokenUsage } from '../token-usage';

/** Usage of only the counts that a test is about. */
export function usageOf(counts: Partial<TokenUsage>): TokenUsage {
  return { uncached: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, ...counts };
}

export const tokenCount = fc.nat({ max: 2_000_000 });

export const tokenUsage: fc.Arbitrary<TokenUsage> = fc.record({
  uncached: tokenCount,
  cacheRead: tokenCount,
  cacheWrite: tokenCount,
  output: tokenCount,
  reasoning: tokenCount,
});

/** Up to $1,000 per million tokens. */
const ratePico = fc.bigInt({ min: 0n, max: 1_000_000_000n });

const tokenRates = {
  inputPico: ratePico,
  cacheReadPico: ratePico,
  cacheWritePico: ratePico,
  outputPico: ratePico,
};

const tiers: fc.Arbitrary<LongPromptRates[]> = fc
  .uniqueArray(fc.record({ aboveInputTokens: tokenCount, ...tokenRates }), {
    selector: (tier) => tier.aboveInputTokens,
    maxLength: 3,
  })
  .map((unsorted) => unsorted.toSorted((a, b) => a.aboveInputTokens - b.aboveInputTokens));

export const longPromptRates: fc.Arbitrary<Rates> = fc.record({
  ...tokenRates,
  tiers,
  startsOn: fc.constant('2026-01-01'),
  source: fc.constant('made up'),
  listedOn: fc.option(fc.constant('2026-01-02'), { nil: undefined }),
});
