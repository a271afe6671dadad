import type { ModelChoice } from '@/lib/models';
import { type PicoUsd, picoUsd } from '@/lib/money';

/** What a title takes, about: it reads the beginning of a chat, and writes a few words. */
const TOKENS_READ = 300n;
const TOKENS_WRITTEN = 20n;

/** The model that writes a title for the least. One without a price may cost anything, so it is none of them. */
export function cheapestModel(models: readonly ModelChoice[]): ModelChoice | undefined {
  let cheapest: { model: ModelChoice; cost: PicoUsd } | undefined;
  for (const model of models) {
    const cost = costOfTitle(model);
    if (cost !== undefined && (!cheapest || cost < cheapest.cost)) cheapest = { model, cost };
  }
  return cheapest?.model;
}

function costOfTitle({ price }: ModelChoice): PicoUsd | undefined {
  if (!price) return undefined;
  return picoUsd(price.inputPico * TOKENS_READ + price.outputPico * TOKENS_WRITTEN);
}
