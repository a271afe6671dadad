import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';
import type { LoadedChat } from '@/lib/chats/load-chat';

/**
 * A chat as the server has it; nothing where it has none. `unread`: the server can't be asked now. `unknowable`: nor later,
 * as the session has ended, or the page is of another build than the server.
 */
export async function askForChat(chatId: string): Promise<LoadedChat | 'unread' | 'unknowable' | undefined> {
  const chat = await readChat(chatId).catch((error: unknown) =>
    isOutdated(error) ? 'unknowable' : 'unread',
  );
  return chat === 'signed out' ? 'unknowable' : chat;
}
