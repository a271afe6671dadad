import type { Caller } from '@/lib/api-keys/authenticate';
import { UnknownModelError } from '@/lib/errors';
import { type CatalogModel, findModel } from '@/lib/models';
import { catalogModelById } from '@/lib/models/catalog-by-id';
import { upstream } from '@/lib/models/upstream';
import { assertMayCall } from '../find-model';

/** https://developers.openai.com/api/docs/guides/embeddings */
const KNOWN = {
  openai: ['text-embedding-3-small', 'text-embedding-3-large', 'text-embedding-ada-002'],
  demo: ['tokentally-demo-embedding'],
};
/** How embedding models are named on servers of one's own. */
const LOOKS_EMBEDDING = /embed|minilm|\b(bge|e5|gte)-/i;
/** Anything else is no name, but would be stored as one. */
const IS_NAME = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
/** Of all texts of a request together, at OpenAI. */
const MOST_TOKENS = 300_000;

/** The ids of the embedding models that are known; a compatible server may have others. */
export function knownEmbeddingModels(): string[] {
  return upstream.provider === 'compatible' ? [] : KNOWN[upstream.provider];
}

/** Whether an embedding model may have this name. */
export function looksLikeEmbedding(id: string): boolean {
  return IS_NAME.test(id) && LOOKS_EMBEDDING.test(id);
}

/**
 * The embedding model that a caller names. On a compatible server, any that is in the catalog or named like one.
 *
 * @throws UnknownModelError when there is none, or the key may not call it
 */
export async function findEmbeddingModel(caller: Caller, id: string): Promise<CatalogModel> {
  assertMayCall(caller, id);
  // Not being in the catalog is no fault here: it has chat models.
  const listed = await findModel(id).catch(() => undefined);
  const { provider } = upstream;
  const isKnown = provider === 'compatible' ? looksLikeEmbedding(id) : KNOWN[provider].includes(id);
  if (!isKnown) throw new UnknownModelError(id);
  const model = listed ?? catalogModelById(id, provider);
  return {
    ...model,
    contextWindow: MOST_TOKENS,
    maxInputTokens: MOST_TOKENS,
    maxOutputTokens: 0,
    defaultOutputTokens: 0,
  };
}
