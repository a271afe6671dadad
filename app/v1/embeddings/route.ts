import { createEmbeddings, embeddingRequest } from '@/lib/api/embeddings/create';
import { modelRoute } from '@/lib/api/model-route';

export const maxDuration = 60;

export const POST = modelRoute(embeddingRequest, createEmbeddings);

// Next.js would answer the other methods with an empty 405.
export {
  unknownUrl as DELETE,
  unknownUrl as GET,
  unknownUrl as PATCH,
  unknownUrl as PUT,
} from '@/lib/api/unknown-url';
