/**
 * From the first answer on. A server that can answer may still take long to save a message: before that, it waits up to
 * five seconds for the list of a model server.
 */
const PATIENCE_MS = 10_000;
const INTERVAL_MS = 500;
/** A server that can't be reached may be away for long. */
const UNREAD_INTERVAL_MS = 2_000;

/**
 * Looks for what was sent just now, until it is clear whether the server has it.
 *
 * @param look `missing`: not yet; `unread`: the server can't be asked now; whatever else it says is clear
 * @param isAwaited whether to go on looking
 * @returns what was seen last; nothing where it was not awaited to the end
 */
export async function lookUntilClear<Clear extends string>(
  look: () => Promise<Clear | 'missing' | 'unread'>,
  isAwaited: () => boolean,
): Promise<Clear | 'missing' | undefined> {
  let giveUpAtMs: number | undefined;
  while (isAwaited()) {
    const seen = await look();
    if (!isAwaited()) return undefined;
    if (isClear(seen)) return seen;
    // Who could not ask does not know that it is missing, and who then can may still be too early.
    giveUpAtMs = seen === 'unread' ? undefined : (giveUpAtMs ?? Date.now() + PATIENCE_MS);
    if (giveUpAtMs !== undefined && Date.now() >= giveUpAtMs) return 'missing';
    const waitMs = seen === 'unread' ? UNREAD_INTERVAL_MS : INTERVAL_MS;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return undefined;
}

function isClear<Clear extends string>(seen: Clear | 'missing' | 'unread'): seen is Clear {
  return seen !== 'missing' && seen !== 'unread';
}
