import { log } from '../log';
import type { Rates } from '../pricing/rates';

const MOST_NAMED = 20;
let warned = false;
const calledUnpriced = new Set<string>();

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

/** The same of an embedding model that is on no list and was called by its name, once for each. */
export function warnOfUnpricedEmbedding(id: string): void {
  // The names are the callers': they must fill neither the memory nor the log.
  if (calledUnpriced.has(id) || calledUnpriced.size >= MOST_NAMED) return;
  calledUnpriced.add(id);
  log.warn({ model: id }, 'an embedding model without a price was called: nothing limits what is used of it');
}
