import type { Caller } from '../api-keys/authenticate';
import { UnknownModelError } from '../errors';
import { type CatalogModel, findModel } from '../models';

/** A dated version, such as `gpt-5.4-2026-03-05`. */
const VERSION = /-\d{4}-\d{2}-\d{2}$/;

/**
 * The chat model that a caller names, by its id in the catalog or by a dated version of it.
 *
 * @throws UnknownModelError when it isn't in the catalog, or the key may not call it
 */
export async function findChatModel(caller: Caller, id: string): Promise<CatalogModel> {
  assertMayCall(caller, id);
  if (!VERSION.test(id)) return findModel(id);
  return findModel(id).catch(async () => ({ ...(await findModel(id.replace(VERSION, ''))), id }));
}

/** @throws UnknownModelError when the key is for other models; a key for an alias is one for its versions */
export function assertMayCall({ models }: Caller, id: string): void {
  if (models && !models.includes(id) && !models.includes(id.replace(VERSION, '')))
    throw new UnknownModelError(id);
}
