import type { PicoUsd } from '../money';
import { picoUsd } from '../money';
import { maxCostOf } from '../pricing/cost-limit';
import type { Rates } from '../pricing/rates';

/** What to hold for a generation, as a line: the prompt, and so much for each output token it may have. */
export interface HoldTerms {
  promptPico: PicoUsd;
  outputTokenPico: PicoUsd;
}

/** The terms of a hold that no reply to this prompt can cost more than. Without a price there is nothing to hold. */
export function holdTerms(promptTokens: number, rates: Rates | undefined): HoldTerms {
  if (!rates) return { promptPico: picoUsd(0n), outputTokenPico: picoUsd(0n) };
  const promptPico = maxCostOf({ promptTokens, maxOutputTokens: 0 }, rates);
  const withOneToken = maxCostOf({ promptTokens, maxOutputTokens: 1 }, rates);
  return { promptPico, outputTokenPico: picoUsd(withOneToken - promptPico) };
}
