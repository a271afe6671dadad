import 'server-only';
import { log } from '../log';
import { listModels } from './list';

const MOST_NAMED = 20;

/** Tells the operator which of the models on offer have no price: no allowance, budget or limit of a key holds them. */
export async function warnOfUnpriced(): Promise<void> {
  const unpriced = (await listModels()).filter(({ price }) => price === null).map(({ id }) => id);
  if (unpriced.length === 0) return;
  log.warn(
    { count: unpriced.length, models: unpriced.slice(0, MOST_NAMED) },
    'models without a price are on offer: nothing limits what is used of them',
  );
}
