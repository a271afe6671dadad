import { memo, use, useRef } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { isUnderWay, type Phase } from '../conversation-state';
import { KeepsPlaceContext } from '../use-opening';
import './message-list.css';
import { Reply } from './reply';
import type { SoughtMessage } from './use-sought-message';
import { useUnrendered } from './use-unrendered';
import { UserMessage } from './user-message';
import { WaitingMark } from './waiting-mark';

/**
 * What was said, oldest first.
 *
 * @param sought a message that somebody is to be led to, and what leads there once it stands where it stays
 */
export const MessageList = memo(function MessageList({
  messages,
  phase,
  sought,
}: {
  messages: ChatMessage[];
  phase: Phase;
  sought?: SoughtMessage;
}) {
  const list = useRef<HTMLOListElement>(null);
  const keepsPlace = use(KeepsPlaceContext);
  const unrendered = useUnrendered(messages.length, list, keepsPlace);
  const last = messages.at(-1);
  const isWaiting = phase === 'waiting' || (phase === 'stopping' && last?.role === 'user');
  return (
    <ol ref={list} aria-label="Messages" className="grid grid-cols-1 gap-8">
      {messages.slice(unrendered).map((message, index) => (
        <li
          key={message.id}
          ref={keepsPlace && message.id === sought?.id ? sought.lead : undefined}
          data-place={unrendered + index}
          className="message min-w-0"
        >
          {message.role === 'user' ? (
            <UserMessage message={message} />
          ) : (
            <Reply message={message} isGrowing={isUnderWay(phase) && message === last} />
          )}
        </li>
      ))}
      {isWaiting && (
        <li>
          <WaitingMark />
        </li>
      )}
    </ol>
  );
});
