import { useChat } from '@ai-sdk/react';
import { useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ChatMessage } from '@/lib/chats/message';
import type { Again } from './again';
import { createChatTransport } from './api/chat-transport';
import { type ChatPlace, settleUnsent } from './composer/unsent';
import { useFirstMessage } from './composer/use-first-message';
import { isBeginning } from './conversation-state';
import { savedOrShown } from './saved-or-shown';
import { useArrival } from './use-arrival';
import { useCatchUp } from './use-catch-up';
import { useIsOpen } from './use-is-open';

export interface WireOptions {
  place: ChatPlace;
  /** What was said when the chat was opened, and whether a reply was under way. */
  initialMessages: ChatMessage[];
  replying: boolean;
  /** Called when a reply has ended, in whichever way. */
  onReplyEnd: () => void;
  /** Called instead when the chat is left before that: the reply goes on. */
  onReplyLeft: () => void;
}

/** What is shown of a conversation, and how it comes here: by the streams of its replies, and from what is saved. */
export function useWire({ place, initialMessages, replying, onReplyEnd, onReplyLeft }: WireOptions) {
  // The reply to what was said last may have begun just after the chat was read.
  const isReplyLikely = replying || initialMessages.at(-1)?.role === 'user';
  const again = useRef<Again>(undefined);
  const isOpen = useIsOpen();
  const settleFirst = useFirstMessage(place);
  // Made once, so these know the first render alone: they may use refs, and what sets or reads anew, but no state, such as
  // `chat.messages`. They are called later, when what is declared below is there.
  const [transport] = useState(() =>
    createChatTransport({
      beforeReconnect: () => arrival.showIfAskedElsewhere(),
      onReconnect: (outcome) => (outcome === 'nothing' ? void saved.catchUp() : saved.stopWaiting()),
      onSent(sent, outcome, modelId) {
        const message = sent.at(-1);
        if (message) {
          settleUnsent(place, message.id, outcome, modelId);
          const isUnclear = outcome === 'unclear';
          arrival.inDoubt.current = isUnclear ? { id: message.id, sent: outcome } : undefined;
        }
        if (isBeginning(sent)) settleFirst(outcome);
        if (outcome === 'unreachable' && again.current) {
          again.current.isUnreached = true;
          chat.setMessages(again.current.shownBefore);
        }
      },
    }),
  );
  const chat = useChat<ChatMessage>({
    id: place.chatId,
    messages: initialMessages,
    transport,
    generateId: uuidv7,
    resume: isReplyLikely,
    onFinish({ message, messages, isError }) {
      // Who leaves listens no longer, which is told here, too.
      if (!isOpen.current) return onReplyLeft();
      onReplyEnd();
      const isKept = again.current !== undefined && !again.current.isUnreached;
      const neverBegan = isError && message.parts.length === 0 && !isKept;
      // Half of a reply stands there still, where that was answered again elsewhere.
      const isSecond = messages.at(-2)?.role === 'assistant';
      if ((message.metadata?.status === undefined || isSecond) && !neverBegan) void saved.catchUp();
    },
  });
  const saved = useCatchUp(place.chatId, isReplyLikely, (messages) =>
    chat.setMessages((shown) => savedOrShown(messages, shown, arrival.inDoubt.current?.id)),
  );
  const arrival = useArrival(place, chat, saved, again, isReplyLikely);

  return { chat, saved, arrival, again };
}
