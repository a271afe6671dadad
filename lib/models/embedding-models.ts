import 'server-only';
import { upstream } from './upstream';

/** https://developers.openai.com/api/docs/guides/embeddings */
const KNOWN = {
  openai: ['text-embedding-3-small', 'text-embedding-3-large', 'text-embedding-ada-002'],
  demo: ['tokentally-demo-embedding'],
  compatible: [],
} as const;

/** The ids of the embedding models that are known; a compatible server may have others. */
export function knownEmbeddingModels(): readonly string[] {
  return KNOWN[upstream.provider];
}
