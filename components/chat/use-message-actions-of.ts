import { useEffect, useMemo, useRef } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import type { MessageActions } from './message/message-actions';
import type { Outgoing } from './outgoing';
import { showToast } from './toast/show-toast';
import type { useConversation } from './use-conversation';

type Conversation = ReturnType<typeof useConversation>;

const UNREACHABLE = 'That version could not be loaded. Check your connection, then try again.';

/**
 * What can be done with the messages of a conversation: the same object while a reply streams, so that only the
 * growing message is rendered again.
 *
 * @param allows is asked before anything is sent after some messages, with what is sent
 * @param begin is called with each message that is sent anew
 */
export function useMessageActionsOf(
  conversation: Conversation,
  allows: (before: ChatMessage[], outgoing?: Outgoing) => Promise<boolean>,
  begin: (outgoing: Outgoing) => void,
): MessageActions {
  const latest = useRef({ conversation, allows, begin });
  const isBusy = conversation.phase !== 'idle';

  useEffect(() => {
    latest.current = { conversation, allows, begin };
  });

  return useMemo(() => {
    const before = (messageId: string) => {
      const { messages } = latest.current.conversation;
      return messages.slice(
        0,
        messages.findIndex(({ id }) => id === messageId),
      );
    };
    return {
      isBusy,
      async edit(messageId, outgoing) {
        if (!(await latest.current.allows(before(messageId), outgoing))) return false;
        latest.current.begin(outgoing);
        latest.current.conversation.edit(messageId, outgoing);
        return true;
      },
      async regenerate(replyId) {
        if (await latest.current.allows(before(replyId))) latest.current.conversation.regenerate(replyId);
      },
      async showVersion(messageId) {
        const failure = await latest.current.conversation.showVersion(messageId).catch(() => UNREACHABLE);
        if (failure) showToast(failure);
      },
    };
  }, [isBusy]);
}
