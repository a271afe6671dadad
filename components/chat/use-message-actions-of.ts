import { useEffect, useMemo, useRef } from 'react';
import { whyFailed } from '@/components/ui/failed-action';
import type { ChatMessage } from '@/lib/chats/message';
import type { MessageActions } from './message/message-actions';
import type { Outgoing } from './outgoing';
import { showToast } from './toast/show-toast';
import type { useConversation } from './use-conversation';

type Conversation = ReturnType<typeof useConversation>;

const REPLYING = 'A reply is under way. Wait for its end, or stop it.';
const SWITCHING = 'Another version is being fetched. Try again in a moment.';

/**
 * What can be done with the messages of a conversation: always the same object, so that no message is rendered again
 * when a reply begins or ends.
 *
 * @param allows is asked before anything is sent after some messages, with what is sent
 * @param begin is called with each message that is sent anew
 * @param announce is called with what a screen reader is to say
 */
export function useMessageActionsOf(
  conversation: Conversation,
  allows: (before: ChatMessage[], outgoing?: Outgoing) => Promise<boolean>,
  begin: (outgoing: Outgoing) => void,
  announce: (words: string) => void,
): MessageActions {
  const latest = useRef({ conversation, allows, begin, announce });

  useEffect(() => {
    latest.current = { conversation, allows, begin, announce };
  });

  return useMemo(() => {
    const isFree = () => {
      const { phase } = latest.current.conversation;
      if (phase !== 'idle') showToast(phase === 'switching' ? SWITCHING : REPLYING);
      return phase === 'idle';
    };
    const before = (messageId: string) => {
      const { messages } = latest.current.conversation;
      return messages.slice(
        0,
        messages.findIndex(({ id }) => id === messageId),
      );
    };
    return {
      async edit(messageId, outgoing, isWanted) {
        if (!isFree() || !(await latest.current.allows(before(messageId), outgoing))) return false;
        // While the person is asked, what was sent before may be found to have arrived, and be answered.
        if (!isFree()) return false;
        const { conversation, begin } = latest.current;
        if ((await conversation.showIfArrived()) || !isWanted()) return false;
        begin(outgoing);
        conversation.edit(messageId, outgoing);
        return true;
      },
      async regenerate(replyId) {
        if (!isFree() || !(await latest.current.allows(before(replyId))) || !isFree()) return;
        const { conversation } = latest.current;
        if (!(await conversation.showIfArrived())) conversation.regenerate(replyId);
      },
      async showVersion(messageId) {
        if (!isFree()) return false;
        const { conversation, announce } = latest.current;
        if (await conversation.showIfArrived()) return false;
        const words = versionWords(conversation.messages, messageId);
        const failure = await conversation.showVersion(messageId).catch(whyFailed);
        if (failure) showToast(failure);
        else announce(words);
        return !failure;
      },
    };
  }, []);
}

/** Which of how many versions a message is, by one of the others that is shown. */
function versionWords(messages: ChatMessage[], messageId: string): string {
  const all = messages.map(({ metadata }) => metadata?.versions ?? []).find((ids) => ids.includes(messageId));
  return all ? `Version ${all.indexOf(messageId) + 1} of ${all.length}` : '';
}
