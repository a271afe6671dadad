import { useEffect, useRef, useState } from 'react';
import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';
import type { ChatMessage } from '@/lib/chats/message';
import { type ChatError, connectionLost, outdated } from './api/chat-error';

const POLL_INTERVAL_MS = 1_500;

export interface CatchUp {
  /** Whether a reply is awaited, by us or by who resumes its stream. */
  isWaiting: boolean;
  /** Why what is saved could not be read. */
  failure: ChatError | undefined;
  catchUp: () => Promise<void>;
  stopWaiting: () => void;
}

/**
 * Shows what the server has saved, where the stream of a reply was not seen to its end: the connection was lost, it
 * failed, or another process writes it. While the reply is under way it asks again.
 */
export function useCatchUp(
  chatId: string,
  isWaitingAtFirst: boolean,
  show: (saved: ChatMessage[]) => void,
): CatchUp {
  const [isWaiting, setIsWaiting] = useState(isWaitingAtFirst);
  const [failure, setFailure] = useState<ChatError>();
  const isMounted = useRef(false);

  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  async function catchUp() {
    setIsWaiting(true);
    setFailure(undefined);
    try {
      let isReplying = true;
      while (isReplying && isMounted.current) {
        const chat = await readChat(chatId);
        isReplying = chat?.replying ?? false;
        if (chat && isMounted.current) show(chat.messages);
        if (isReplying) await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      }
    } catch (error) {
      setFailure(isOutdated(error) ? outdated() : connectionLost());
    }
    setIsWaiting(false);
  }

  return { isWaiting, failure, catchUp, stopWaiting: () => setIsWaiting(false) };
}
