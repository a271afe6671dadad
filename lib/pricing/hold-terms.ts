import { type PicoUsd, picoUsd } from '../money';
import type { Rates, TokenRates } from './rates';
import { assertTokenCount } from './token-usage';

/** What to hold for a generation: so much for its prompt, and so much for each output token it may have. */
export interface HoldTerms {
  readonly promptPico: PicoUsd;
  readonly outputTokenPico: PicoUsd;
}

/**
 * The terms of a hold that no reply to a prompt of this length can cost more than, whatever part of the prompt is
 * read from the cache or written to it. A model without a price has nothing to hold for.
 *
 * @throws RangeError for a count that is negative, fractional or too large to be exact.
 */
export function holdTerms(promptTokens: number, rates: Rates | undefined): HoldTerms {
  assertTokenCount('promptTokens', promptTokens);
  if (!rates) return { promptPico: picoUsd(0n), outputTokenPico: picoUsd(0n) };

  const reachable = reachableRates(rates, promptTokens);
  const dearestInput = reachable.flatMap((rate) => [rate.inputPico, rate.cacheReadPico, rate.cacheWritePico]);
  return {
    promptPico: picoUsd(BigInt(promptTokens) * dearestInput.reduce(larger)),
    outputTokenPico: picoUsd(reachable.map((rate) => rate.outputPico).reduce(larger)),
  };
}

/** A prompt counted too long may turn out shorter, so every tier up to its length counts. */
function reachableRates(rates: Rates, promptTokens: number): TokenRates[] {
  return [rates, ...rates.tiers.filter((tier) => promptTokens > tier.aboveInputTokens)];
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
