import { useEffect, useState } from 'react';
import { askForChat } from './api/ask-for-chat';

/**
 * Whether the server has a chat after all. It is asked once for each doubt: most faults come after the first message was
 * saved, and then what is set for the chat is to be saved, too.
 */
export function useIsThere(chatId: string, isInDoubt: boolean): boolean {
  const [isThere, setIsThere] = useState(false);

  useEffect(() => {
    if (!isInDoubt) return;
    let isAwaited = true;
    void askForChat(chatId).then((chat) => {
      if (isAwaited) setIsThere(typeof chat === 'object');
    });
    return () => {
      isAwaited = false;
      setIsThere(false);
    };
  }, [chatId, isInDoubt]);

  return isThere;
}
