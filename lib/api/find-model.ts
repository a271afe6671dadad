import type { Caller } from '../api-keys/authenticate';
import { UnknownModelError } from '../errors';
import { type CatalogModel, findModel } from '../models';
import { undated } from '../pricing/undated';

/**
 * The chat model that a caller names, by its id in the catalog or by a dated version of it.
 *
 * @throws UnknownModelError when it isn't in the catalog, or the key may not call it
 */
export async function findChatModel(caller: Caller, id: string): Promise<CatalogModel> {
  assertMayCall(caller, id);
  const alias = undated(id);
  if (alias === id) return findModel(id);
  return findModel(id).catch(async (error: unknown) => {
    if (!(error instanceof UnknownModelError)) throw error;
    return { ...(await findModel(alias)), id };
  });
}

/** @throws UnknownModelError when the key is for other models; a key for an alias is one for its versions */
export function assertMayCall({ models }: Caller, id: string): void {
  if (models && !models.includes(id) && !models.includes(undated(id))) throw new UnknownModelError(id);
}
