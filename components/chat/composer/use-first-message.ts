import { useEffect, useRef } from 'react';
import type { SendOutcome } from '../api/chat-error';
import { mayHaveArrived } from '../conversation-state';
import { useIsOpen } from '../use-is-open';
import { leaveIfMissing, leaveLate } from './leave-if-missing';
import { type ChatPlace, leaveToNewChat } from './unsent';

/**
 * Leaves what was written in a chat to a new one, when its first message did not reach the server. Where the server
 * may have it, as when the connection broke or they leave while that is on its way, also at another try, the person can
 * try again until they leave the chat, and the server is asked after that.
 *
 * @returns to be told how sending the first message went
 */
export function useFirstMessage({ userId, chatId }: ChatPlace) {
  const outcome = useRef<SendOutcome>(undefined);
  const isOpen = useIsOpen();

  useEffect(
    () => () => {
      const place = { userId, chatId };
      if (mayHaveArrived(outcome.current)) void leaveIfMissing(place);
    },
    [userId, chatId],
  );

  return (newOutcome: SendOutcome) => {
    const place = { userId, chatId };
    outcome.current = newOutcome;
    if (isOpen.current) {
      if (newOutcome === 'refused') leaveToNewChat(place);
      return;
    }
    if (newOutcome === 'refused') leaveLate(place);
    if (mayHaveArrived(newOutcome)) void leaveIfMissing(place);
  };
}
