import type { Caller } from '../api-keys/authenticate';
import { UnknownModelError } from '../errors';
import { listModelsOrThrow } from '../models';
import { upstream } from '../models/upstream';
import { knownEmbeddingModels } from './embeddings/model';

/** A model as OpenAI lists it. */
export interface ModelObject {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
}

/** The models that a key may call, the default one first. */
export async function listApiModels({ models }: Caller): Promise<ModelObject[]> {
  const ids = [...(await listModelsOrThrow()).map(({ id }) => id), ...knownEmbeddingModels()];
  const offered = [...new Set(ids)].filter((id) => !models || models.includes(id));
  // The catalog knows no dates; clients want a number.
  return offered.map((id) => ({ id, object: 'model', created: 0, owned_by: OWNERS[upstream.provider] }));
}

/** @throws UnknownModelError when the key may not call it */
export async function getApiModel(caller: Caller, id: string): Promise<ModelObject> {
  const model = (await listApiModels(caller)).find((listed) => listed.id === id);
  if (!model) throw new UnknownModelError(id);
  return model;
}

const OWNERS = { openai: 'openai', demo: 'tokentally', compatible: 'system' } as const;
