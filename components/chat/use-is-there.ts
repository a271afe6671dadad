import { useEffect, useState } from 'react';
import { lookForChat } from './composer/look-for-chat';

/**
 * Whether the server has a chat after all. It is asked until that is clear: most faults come after the first message was
 * saved, and then what is set for the chat is to be saved, too.
 */
export function useIsThere(chatId: string, isInDoubt: boolean): boolean {
  const [isThere, setIsThere] = useState(false);

  useEffect(() => {
    if (!isInDoubt) return;
    let isAwaited = true;
    void lookForChat(chatId, () => isAwaited).then((seen) => {
      if (isAwaited) setIsThere(seen === 'there');
    });
    return () => {
      isAwaited = false;
      setIsThere(false);
    };
  }, [chatId, isInDoubt]);

  return isThere;
}
