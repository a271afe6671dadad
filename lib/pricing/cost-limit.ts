import { type PicoUsd, picoUsd } from '@/lib/money';
import type { Rates, TokenRates } from './rates';
import { assertTokenCount } from './token-usage';

interface GenerationLimits {
  readonly promptTokens: number;
  readonly maxOutputTokens: number;
}

/**
 * The most that a generation within these limits can cost, whatever part of its prompt is cached. This is what to hold.
 *
 * @throws RangeError for a count that is negative, fractional or too large to be exact.
 */
export function maxCostOf({ promptTokens, maxOutputTokens }: GenerationLimits, rates: Rates): PicoUsd {
  assertTokenCount('promptTokens', promptTokens);
  assertTokenCount('maxOutputTokens', maxOutputTokens);

  const costs = reachableRates(rates, promptTokens).map(
    (reached) => maxPromptCost(reached, promptTokens) + BigInt(maxOutputTokens) * reached.outputPico,
  );
  return picoUsd(costs.reduce(larger));
}

/**
 * How many output tokens an amount surely pays for, after a prompt of this length: the largest limit whose `maxCostOf`
 * is within the amount. 0 when the amount does not even pay for the prompt.
 *
 * @throws RangeError for a count that is negative, fractional or too large to be exact.
 */
export function affordableOutputTokens(amount: PicoUsd, promptTokens: number, rates: Rates): number {
  assertTokenCount('promptTokens', promptTokens);

  const limits = reachableRates(rates, promptTokens).map((reached) => {
    const left = amount - maxPromptCost(reached, promptTokens);
    if (left < 0n) return 0n;
    return reached.outputPico === 0n ? MANY_TOKENS : left / reached.outputPico;
  });
  return Number(limits.reduce(smaller, MANY_TOKENS));
}

const MANY_TOKENS = BigInt(Number.MAX_SAFE_INTEGER);

/** A prompt counted too long may turn out shorter, so every tier up to its length counts. */
function reachableRates(rates: Rates, promptTokens: number): TokenRates[] {
  return [rates, ...rates.tiers.filter((tier) => promptTokens > tier.aboveInputTokens)];
}

function maxPromptCost(rates: TokenRates, promptTokens: number): bigint {
  const dearest = [rates.inputPico, rates.cacheReadPico, rates.cacheWritePico].reduce(larger);
  return BigInt(promptTokens) * dearest;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
