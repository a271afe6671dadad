import { useEffect, useRef } from 'react';
import type { SendOutcome } from '../api/chat-transport';
import { useIsOpen } from '../use-is-open';
import { leaveIfMissing, leaveLate } from './leave-if-missing';
import { type ChatPlace, leaveToNewChat, readUnsent } from './unsent';

/**
 * Leaves what was written in a chat to a new one, when its first message did not reach the server. Where the server
 * could not be reached, the person can try again until they leave the chat. Where it may have the message, as when they
 * leave while that is on its way, also at another try, it is asked after they have left.
 *
 * @returns to be told how sending the first message went
 */
export function useFirstMessage({ userId, chatId }: ChatPlace) {
  const outcome = useRef<SendOutcome>(undefined);
  const isOpen = useIsOpen();

  useEffect(
    () => () => {
      const place = { userId, chatId };
      // What is tried again just now will be told of when it is given up.
      if (readUnsent(place).length === 0) return;
      if (outcome.current === 'unreachable') leaveToNewChat(place);
      if (outcome.current === 'unclear') void leaveIfMissing(place);
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
    if (newOutcome === 'refused' || newOutcome === 'unreachable') leaveLate(place);
    if (newOutcome === 'unclear') void leaveIfMissing(place);
  };
}
