import type { Caller } from '../api-keys/authenticate';
import { UnknownModelError } from '../errors';
import { type CatalogModel, findModel } from '../models';
import { undated } from '../pricing/undated';

/**
 * The chat model that a caller names, by its id in the catalog or by a dated version of it; nothing when it isn't there.
 *
 * @throws UnknownModelError when the key may not call it
 */
export async function findChatModel(caller: Caller, id: string): Promise<CatalogModel | undefined> {
  assertMayCall(caller, id);
  const model = await findModel(id);
  if (model) return model;
  const named = await findModel(undated(id));
  return named && { ...named, id };
}

/**
 * As `findChatModel`.
 *
 * @throws UnknownModelError when it isn't in the catalog, or the key may not call it
 */
export async function requireChatModel(caller: Caller, id: string): Promise<CatalogModel> {
  const model = await findChatModel(caller, id);
  if (!model) throw new UnknownModelError(id);
  return model;
}

/** @throws UnknownModelError when the key is for other models; a key for an alias is one for its versions */
export function assertMayCall({ models }: Caller, id: string): void {
  if (models && !models.includes(id) && !models.includes(undated(id))) throw new UnknownModelError(id);
}
