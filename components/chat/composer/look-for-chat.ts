import { askForChat } from '../api/ask-for-chat';
import { lookUntilClear } from './look-until-clear';

/** `unknowable` as for `askForChat`. */
export type ChatLook = 'there' | 'missing' | 'unknowable';

/**
 * Looks whether the server has a chat whose first message was sent just now, until that is clear.
 *
 * @param isAwaited whether to go on looking
 * @returns nothing where it was not awaited to the end
 */
export function lookForChat(chatId: string, isAwaited: () => boolean): Promise<ChatLook | undefined> {
  return lookUntilClear(async () => {
    const chat = await askForChat(chatId);
    if (typeof chat === 'string') return chat;
    return chat ? 'there' : 'missing';
  }, isAwaited);
}
