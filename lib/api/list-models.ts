import type { Caller } from '../api-keys/authenticate';
import { listModelsOrThrow, type ModelChoice } from '../models';
import { knownEmbeddingModels } from '../models/embedding-models';
import { upstream } from '../models/upstream';
import { findEmbeddingModel } from './embeddings/model';
import { findChatModel } from './find-model';

/** A model as OpenAI lists it. */
export interface ModelObject {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
}

/** The models that a key may call, the default one first. */
export async function listApiModels({ models }: Caller): Promise<ModelObject[]> {
  const ids = callableIds(await listModelsOrThrow());
  return ids.filter((id) => !models || models.includes(id)).map(toModelObject);
}

/** The ids of all that a key may call: of the chat models in the list, and of the embedding models that are known. */
export function callableIds(chatModels: ModelChoice[]): string[] {
  return [...new Set([...chatModels.map(({ id }) => id), ...knownEmbeddingModels()])];
}

/**
 * A model by its id in the list, or by what else a call may name: a dated version of a chat model, or an embedding model of a
 * compatible server, which lists none.
 *
 * @throws UnknownModelError when the key may not call it
 */
export async function getApiModel(caller: Caller, id: string): Promise<ModelObject> {
  const listed = (await listApiModels(caller)).find((model) => model.id === id);
  if (listed) return listed;
  const found = (await findChatModel(caller, id)) ?? (await findEmbeddingModel(caller, id));
  return toModelObject(found.id);
}

/** The catalog knows no dates; clients want a number. */
function toModelObject(id: string): ModelObject {
  return { id, object: 'model', created: 0, owned_by: OWNERS[upstream.provider] };
}

const OWNERS = { openai: 'openai', demo: 'tokentally', compatible: 'system' } as const;
