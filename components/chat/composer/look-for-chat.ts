import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';
import { lookUntilClear } from './look-until-clear';

/** `unknowable`: the session has ended, or the page is of another build than the server, which can't be asked then. */
export type ChatLook = 'there' | 'missing' | 'unknowable';

/**
 * Looks whether the server has a chat whose first message was sent just now, until that is clear.
 *
 * @param isAwaited whether to go on looking
 * @returns nothing where it was not awaited to the end
 */
export function lookForChat(chatId: string, isAwaited: () => boolean): Promise<ChatLook | undefined> {
  return lookUntilClear(async () => {
    const chat = await readChat(chatId).catch((error: unknown) =>
      isOutdated(error) ? 'outdated' : 'unread',
    );
    if (chat === 'outdated' || chat === 'signed out') return 'unknowable';
    if (chat === 'unread') return 'unread';
    return chat ? 'there' : 'missing';
  }, isAwaited);
}
