import { useEffect, useRef } from 'react';
import type { SendOutcome } from '../api/chat-transport';
import { type ChatPlace, leaveToNewChat } from './unsent';

/**
 * Leaves what was written in a chat to the next new one, when its first message did not reach the server. Where the
 * server could not be reached, the person can try again until they leave the chat.
 *
 * @returns to be told how sending the first message went
 */
export function useFirstMessage({ userId, chatId }: ChatPlace) {
  const { current } = useRef({ isOpen: false, isUnreachable: false });

  useEffect(() => {
    current.isOpen = true;
    return () => {
      current.isOpen = false;
      if (current.isUnreachable) leaveToNewChat({ userId, chatId });
    };
  }, [current, userId, chatId]);

  return (outcome: SendOutcome) => {
    current.isUnreachable = outcome === 'unreachable';
    if (outcome === 'refused' || (current.isUnreachable && !current.isOpen))
      leaveToNewChat({ userId, chatId });
  };
}
