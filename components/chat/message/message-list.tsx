import { memo, use, useLayoutEffect, useRef } from 'react';
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
  const soughtItem = useRef<HTMLLIElement>(null);
  const keepsPlace = use(KeepsPlaceContext);
  const unrendered = useUnrendered(messages.length, list, keepsPlace);
  useLayoutEffect(() => {
    // After what keeps the place of the others, which would move it away.
    if (keepsPlace && soughtItem.current) sought?.lead(soughtItem.current);
  });
  const last = messages.at(-1);
  const isWaiting = phase === 'waiting' || (phase === 'stopping' && last?.role === 'user');
  return (
    <ol ref={list} aria-label="Messages" className="grid grid-cols-1 gap-8">
      {messages.slice(unrendered).map((message, index) => (
        <li
          key={message.id}
          ref={message.id === sought?.id ? soughtItem : undefined}
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
