import type { Caller } from '../api-keys/authenticate';
import { listModelsOrThrow, type ModelChoice } from '../models';
import { knownEmbeddingModels } from '../models/embedding-models';
import { upstream } from '../models/upstream';
import { UpstreamError } from '../models/upstream-failure';
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
 * @throws UnknownModelError when there is none, or the key may not call it
 * @throws UpstreamError when it is no embedding model, and the server has never said which others it has
 */
export async function getApiModel(caller: Caller, id: string): Promise<ModelObject> {
  try {
    const found = (await findChatModel(caller, id)) ?? (await findEmbeddingModel(caller, id));
    return toModelObject(found.id);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    // An embedding model can be called all the same. Of any other it isn't known whether it is there.
    const found = await findEmbeddingModel(caller, id).catch(() => undefined);
    if (!found) throw error;
    return toModelObject(found.id);
  }
}

/** The catalog knows no dates; clients want a number. */
function toModelObject(id: string): ModelObject {
  return { id, object: 'model', created: 0, owned_by: OWNERS[upstream.provider] };
}

const OWNERS = { openai: 'openai', demo: 'tokentally', compatible: 'system' } as const;
