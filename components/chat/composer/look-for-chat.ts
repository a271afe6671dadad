import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';

/**
 * From the first answer on. A server that can answer may still take long to save a message: before that, it waits up to
 * five seconds for the list of a model server.
 */
const PATIENCE_MS = 10_000;
const INTERVAL_MS = 500;
/** A server that can't be reached may be away for long. */
const UNREAD_INTERVAL_MS = 2_000;

/** `unknowable`: the session has ended, or the page is of another build than the server, which can't be asked then. */
export type ChatLook = 'there' | 'missing' | 'unknowable';

/**
 * Looks whether the server has a chat whose first message was sent just now, until that is clear.
 *
 * @param isAwaited whether to go on looking
 * @returns nothing where it was not awaited to the end
 */
export async function lookForChat(chatId: string, isAwaited: () => boolean): Promise<ChatLook | undefined> {
  let giveUpAtMs: number | undefined;
  while (isAwaited()) {
    const chat = await readChat(chatId).catch((error: unknown) =>
      isOutdated(error) ? 'outdated' : 'unread',
    );
    if (!isAwaited()) return undefined;
    if (chat === 'outdated' || chat === 'signed out') return 'unknowable';
    if (chat && chat !== 'unread') return 'there';
    // Who could not ask does not know that it is missing, and who then can may still be too early.
    giveUpAtMs = chat === 'unread' ? undefined : (giveUpAtMs ?? Date.now() + PATIENCE_MS);
    if (giveUpAtMs !== undefined && Date.now() >= giveUpAtMs) return 'missing';
    const waitMs = chat === 'unread' ? UNREAD_INTERVAL_MS : INTERVAL_MS;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return undefined;
}
