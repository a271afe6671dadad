import 'server-only';
import { listModelsOrThrow } from '../models';
import { knownEmbeddingModels } from '../models/embedding-models';
import { upstream } from '../models/upstream';
import { priceFor } from '../pricing/price-book';
import type { Rates } from '../pricing/rates';

export interface ListedPrice {
  id: string;
  name: string;
  /** null: unpriced. */
  rates: Rates | null;
}

/**
 * What each model costs today: those that can be chosen, then the embedding models that are known, which the API has.
 *
 * @throws UpstreamError while a compatible server has never said which models it has
 */
export async function listPrices(now: Date): Promise<ListedPrice[]> {
  const { provider } = upstream;
  const choices = await listModelsOrThrow();
  const chosen = new Set(choices.map(({ id }) => id));
  const embeddings = knownEmbeddingModels().flatMap((id) => (chosen.has(id) ? [] : { id, name: id }));
  return [...choices, ...embeddings].map(({ id, name }) => ({
    id,
    name,
    rates: priceFor({ provider, model: id, at: now }) ?? null,
  }));
}
