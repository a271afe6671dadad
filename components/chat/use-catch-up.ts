import { useEffect, useRef, useState } from 'react';
import { readChat } from '@/app/chat/actions';
import type { ChatMessage } from '@/lib/chats/message';

const POLL_INTERVAL_MS = 1_500;

/**
 * Shows what the server has saved, where the stream of a reply was not seen to its end: the connection was lost, or
 * another process writes it. While the reply is under way it asks again.
 *
 * @returns whether it is waiting for a reply, and the function that begins to
 */
export function useCatchUp(chatId: string, show: (messages: ChatMessage[]) => void) {
  const [isWaiting, setIsWaiting] = useState(false);
  const isMounted = useRef(false);

  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  async function catchUp(): Promise<void> {
    setIsWaiting(true);
    try {
      let isReplying = true;
      while (isReplying && isMounted.current) {
        const chat = await readChat(chatId);
        isReplying = chat?.replying ?? false;
        if (chat && isMounted.current) show(chat.messages);
        if (isReplying) await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      }
    } finally {
      setIsWaiting(false);
    }
  }

  return { isWaiting, catchUp };
}
