import type { ModelChoice } from '@/lib/models';
import { type PicoUsd, picoUsd } from '@/lib/money';

/** What a title takes, about: it reads the beginning of a chat, and writes a few words. */
const TOKENS_READ = 300n;
const TOKENS_WRITTEN = 20n;
/** What a model that thinks does so in, before it writes so little: an assumption, as no vendor tells. */
const TOKENS_THOUGHT = 200n;

/** The model that writes a title for the least, with what it thinks. One without a price may cost anything, so it is none. */
export function cheapestModel(models: readonly ModelChoice[]): ModelChoice | undefined {
  let cheapest: { model: ModelChoice; cost: PicoUsd } | undefined;
  for (const model of models) {
    const cost = costOfTitle(model);
    if (cost !== undefined && (!cheapest || cost < cheapest.cost)) cheapest = { model, cost };
  }
  return cheapest?.model;
}

function costOfTitle({ price, reasoning }: ModelChoice): PicoUsd | undefined {
  if (!price) return undefined;
  const tokensOut = TOKENS_WRITTEN + (reasoning ? TOKENS_THOUGHT : 0n);
  return picoUsd(price.inputPico * TOKENS_READ + price.outputPico * tokensOut);
}
