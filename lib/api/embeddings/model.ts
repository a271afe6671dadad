import type { Caller } from '@/lib/api-keys/authenticate';
import { env } from '@/lib/env';
import { UnknownModelError } from '@/lib/errors';
import { type CatalogModel, findModel } from '@/lib/models';
import { catalogModelById } from '@/lib/models/catalog-by-id';
import { knownEmbeddingModels } from '@/lib/models/embedding-models';
import { looksLikeEmbedding } from '@/lib/models/looks-like-embedding';
import { upstream } from '@/lib/models/upstream';
import { UpstreamError } from '@/lib/models/upstream-failure';
import { warnOfUnpricedEmbedding } from '@/lib/models/warn-of-unpriced';
import { priceFor } from '@/lib/pricing/price-book';
import { assertMayCall } from '../find-model';

/** Anything else is no name, but would be stored as one. */
const IS_NAME = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
/**
 * Of all texts of a request together, at OpenAI and in the demo. What another server takes is not known, and its to say.
 * https://platform.openai.com/docs/api-reference/embeddings/create
 */
const MOST_TOKENS_AT_OPENAI = 300_000;

/**
 * The embedding model that a caller names. On a compatible server: any that is named like one; or, where the operator lists
 * models, any that is listed, or has both such a name and a price.
 *
 * @throws UnknownModelError when there is none, or the key may not call it
 */
export async function findEmbeddingModel(caller: Caller, id: string): Promise<CatalogModel> {
  assertMayCall(caller, id);
  const listed = await findListed(id);
  const { provider } = upstream;
  const isKnown = provider === 'compatible' ? mayServe(id, listed) : knownEmbeddingModels().includes(id);
  if (!isKnown) throw new UnknownModelError(id);
  const model = listed ?? catalogModelById(id, provider);
  const mostTokens = provider === 'compatible' ? Infinity : MOST_TOKENS_AT_OPENAI;
  return {
    ...model,
    contextWindow: mostTokens,
    maxInputTokens: mostTokens,
    maxOutputTokens: 0,
    defaultOutputTokens: 0,
  };
}

/** The model as the catalog has it, if it does: that has chat models, and few servers list any other. */
async function findListed(id: string): Promise<CatalogModel | undefined> {
  try {
    return await findModel(id);
  } catch (error) {
    // A server that can't list its models may serve them all the same: it is asked by name alone.
    if (error instanceof UpstreamError) return undefined;
    throw error;
  }
}

/** Whether a compatible server may have it, which lists no embedding models. */
function mayServe(id: string, listed: CatalogModel | undefined): boolean {
  if (env.OPENAI_MODELS && listed) return true;
  if (!IS_NAME.test(id) || !looksLikeEmbedding(id)) return false;
  const isPriced = priceFor({ provider: 'compatible', model: id, at: new Date() }) !== undefined;
  if (env.OPENAI_MODELS) return isPriced;
  if (!isPriced) warnOfUnpricedEmbedding(id);
  return true;
}
