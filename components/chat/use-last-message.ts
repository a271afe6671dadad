import { useRef } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import type { ChatError, SendOutcome } from './api/chat-error';
import { type ChatPlace, forgetUnsent } from './composer/unsent';
import { isBeginning, isUntaken, mayHaveArrived } from './conversation-state';
import { type Outgoing, outgoingOf } from './outgoing';
import { useIsThere } from './use-is-there';
import type { useWire } from './use-wire';

/**
 * Whether the server has the last message, and what becomes of one that it does not have.
 *
 * @param problem why that has no reply
 * @param putBack is called with it once something else takes its place
 */
export function useLastMessage(
  place: ChatPlace,
  { chat, arrival, again }: ReturnType<typeof useWire>,
  problem: ChatError | undefined,
  putBack: (outgoing: Outgoing) => void,
) {
  /** The branch on which a message was changed: it is shown again where the change is not taken. */
  const shownBeforeEdit = useRef<ChatMessage[]>([]);
  const last = chat.messages.at(-1);
  const isFirst = isBeginning(chat.messages);
  const sentSoFar = sent();
  const isThere = useIsThere(place.chatId, sentSoFar === 'unclear' && isFirst);

  /** How sending it went, as is known by now: it may have been looked for since this was rendered. */
  function sent(): SendOutcome {
    if (!problem || again.current || last?.role !== 'user') return 'taken';
    const doubt = arrival.inDoubt.current;
    return doubt?.id === last.id ? doubt.sent : problem.sent;
  }

  /** Where it may have arrived, and only the answer was lost. @returns whether nothing else is to be done, or not yet */
  async function showIfArrived(): Promise<boolean> {
    if (sent() === 'unreachable') return arrival.showIfArrived('other');
    if (sent() !== 'unclear' || !last) return false;
    const found = await arrival.find(last.id);
    // Who can't ask does not know that it is missing: what takes its place waits.
    return found === undefined || found === 'unread';
  }

  /** For before something takes its place: one that the server does not have goes. @returns what the server has */
  function giveBack(): ChatMessage[] {
    if (!last || !isUntaken(sent())) return chat.messages;
    forgetUnsent(place, [last.id]);
    putBack(outgoingOf(last));
    return last.metadata?.versions ? shownBeforeEdit.current : chat.messages.slice(0, -1);
  }

  return {
    canTakeBack: isUntaken(sentSoFar),
    /** Whether the server may have it, and may not: it is looked for before something takes its place. */
    mayHaveArrived: mayHaveArrived(sentSoFar),
    /** Whether it begins the chat, and was refused with it. */
    isBeginningRefused: isFirst && sentSoFar === 'refused',
    /** Whether it begins the chat, which the server does not have, as far as is known. */
    isBeginningUntaken: isFirst && (isUntaken(sentSoFar) || (sentSoFar === 'unclear' && !isThere)),
    isUntaken: (messageId: string) => messageId === last?.id && isUntaken(sent()),
    showIfArrived,
    giveBack,
    /** For before a message that the server has is changed. */
    beforeEdit() {
      shownBeforeEdit.current = giveBack();
    },
    /** It is sent anew, or another is. */
    forget() {
      again.current = undefined;
      arrival.inDoubt.current = undefined;
    },
  };
}
