import { useEffect, useMemo, useRef } from 'react';
import type { MessageActions } from './message/message-actions';
import { showToast } from './toast/toast-store';
import type { useConversation } from './use-conversation';

type Conversation = ReturnType<typeof useConversation>;

const UNREACHABLE = 'That version could not be loaded. Check your connection, then try again.';

/**
 * What can be done with the messages of a conversation: the same object while a reply streams, so that only the
 * growing message is rendered again.
 *
 * @param begin is called with the text of each message that is sent anew
 */
export function useMessageActionsOf(
  conversation: Conversation,
  begin: (text: string) => void,
): MessageActions {
  const latest = useRef({ conversation, begin });
  const isBusy = conversation.phase !== 'idle';

  useEffect(() => {
    latest.current = { conversation, begin };
  });

  return useMemo(
    () => ({
      isBusy,
      edit(messageId, text) {
        latest.current.begin(text);
        latest.current.conversation.edit(messageId, text);
      },
      regenerate: (replyId) => latest.current.conversation.regenerate(replyId),
      async showVersion(messageId) {
        const failure = await latest.current.conversation.showVersion(messageId).catch(() => UNREACHABLE);
        if (failure) showToast({ text: failure });
      },
    }),
    [isBusy],
  );
}
