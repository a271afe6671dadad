import { log } from '../log';
import type { Rates } from '../pricing/rates';

const MOST_NAMED = 20;
let warned = false;

/** Tells the operator, once, which of the models on offer have no price: no allowance, budget or key's limit holds them. */
export function warnOfUnpriced(models: readonly { id: string; price: Rates | null }[]): void {
  const unpriced = models.filter(({ price }) => price === null).map(({ id }) => id);
  if (warned || unpriced.length === 0) return;
  warned = true;
  log.warn(
    { count: unpriced.length, models: unpriced.slice(0, MOST_NAMED) },
    'models without a price are on offer: nothing limits what is used of them',
  );
}
