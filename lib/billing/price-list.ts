import 'server-only';
import { findModel, listModels } from '@/lib/models';
import { priceFor } from '@/lib/pricing/price-book';
import type { Rates } from '@/lib/pricing/rates';

export interface ListedPrice {
  id: string;
  name: string;
  /** null: unpriced. */
  rates: Rates | null;
  /** It is not a model, but the built-in demo. */
  demo: boolean;
}

/** What each model that can be chosen costs today. */
export async function listPrices(now: Date): Promise<ListedPrice[]> {
  const choices = await listModels();
  return Promise.all(
    choices.map(async ({ id, name, demo }) => {
      const { provider } = await findModel(id);
      return { id, name, demo, rates: priceFor({ provider, model: id, at: now }) ?? null };
    }),
  );
}
