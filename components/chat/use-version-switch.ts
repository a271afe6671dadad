import { useState } from 'react';
import { showVersion } from '@/app/chat/actions';
import type { LoadedChat } from '@/lib/chats/load-chat';

/**
 * Switches to other versions of what was said. Until one is shown, nothing is sent, which would belong to what is shown
 * now.
 *
 * @param show is called with the chat as it is with that version
 */
export function useVersionSwitch(chatId: string, show: (fetched: LoadedChat) => void) {
  const [isSwitching, setIsSwitching] = useState(false);

  /** @returns why it can't be shown */
  async function switchTo(messageId: string): Promise<string | undefined> {
    setIsSwitching(true);
    try {
      const fetched = await showVersion(chatId, messageId);
      if (!fetched.done) return fetched.message;
      show(fetched.value);
      return undefined;
    } finally {
      setIsSwitching(false);
    }
  }

  return { isSwitching, switchTo };
}
