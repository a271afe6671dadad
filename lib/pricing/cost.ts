import { type PicoUsd, picoUsd } from '../money';
import { type Rates, ratesForPrompt } from './rates';
import { assertTokenUsage, inputTokens, type TokenUsage } from './token-usage';

/**
 * The exact cost of one generation: each kind of token times its rate, with nothing rounded.
 *
 * @throws RangeError for a count that is negative, fractional or too large to be exact.
 */
export function costOf(usage: TokenUsage, rates: Rates): PicoUsd {
  assertTokenUsage(usage);

  const { inputPico, cacheReadPico, cacheWritePico, outputPico } = ratesForPrompt(rates, inputTokens(usage));
  return picoUsd(
    BigInt(usage.uncached) * inputPico +
      BigInt(usage.cacheRead) * cacheReadPico +
      BigInt(usage.cacheWrite) * cacheWritePico +
      BigInt(usage.output) * outputPico,
  );
}
