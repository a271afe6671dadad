import { createEmbeddings, embeddingRequest } from '@/lib/api/embeddings/create';
import { modelRoute } from '@/lib/api/model-route';

export * from '@/lib/api/unknown-methods';

export const maxDuration = 60;

export const POST = modelRoute(embeddingRequest, createEmbeddings);
