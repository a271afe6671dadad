import { useEffect, useMemo, useRef } from 'react';
import { whyFailed } from '@/components/ui/failed-action';
import type { ChatMessage } from '@/lib/chats/message';
import type { MessageActions } from './message/message-actions';
import type { Outgoing } from './outgoing';
import { showToast } from './toast/show-toast';
import type { useConversation } from './use-conversation';

type Conversation = ReturnType<typeof useConversation>;

const BUSY = 'A reply is under way. Wait for its end, or stop it.';

/**
 * What can be done with the messages of a conversation: always the same object, so that no message is rendered again
 * when a reply begins or ends.
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

  useEffect(() => {
    latest.current = { conversation, allows, begin };
  });

  return useMemo(() => {
    const isFree = () => {
      const isIdle = latest.current.conversation.phase === 'idle';
      if (!isIdle) showToast(BUSY);
      return isIdle;
    };
    const before = (messageId: string) => {
      const { messages } = latest.current.conversation;
      return messages.slice(
        0,
        messages.findIndex(({ id }) => id === messageId),
      );
    };
    return {
      async edit(messageId, outgoing) {
        if (!isFree() || !(await latest.current.allows(before(messageId), outgoing))) return false;
        latest.current.begin(outgoing);
        latest.current.conversation.edit(messageId, outgoing);
        return true;
      },
      async regenerate(replyId) {
        if (!isFree() || !(await latest.current.allows(before(replyId)))) return;
        latest.current.conversation.regenerate(replyId);
      },
      async showVersion(messageId) {
        if (!isFree()) return;
        const failure = await latest.current.conversation.showVersion(messageId).catch(whyFailed);
        if (failure) showToast(failure);
      },
    };
  }, []);
}
