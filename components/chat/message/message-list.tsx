import { memo, use, useRef } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { isUnderWay, type Phase } from '../conversation-state';
import { KeepsPlaceContext } from '../use-opening';
import './message-list.css';
import { Reply } from './reply';
import { useUnrendered } from './use-unrendered';
import { UserMessage } from './user-message';
import { WaitingMark } from './waiting-mark';

/** What was said, oldest first. */
export const MessageList = memo(function MessageList({
  messages,
  phase,
}: {
  messages: ChatMessage[];
  phase: Phase;
}) {
  const list = useRef<HTMLOListElement>(null);
  const unrendered = useUnrendered(messages.length, list, use(KeepsPlaceContext));
  const last = messages.at(-1);
  const isWaiting = phase === 'waiting' || (phase === 'stopping' && last?.role === 'user');
  return (
    <ol ref={list} aria-label="Messages" className="grid grid-cols-1 gap-8">
      {messages.slice(unrendered).map((message, index) => (
        <li key={message.id} data-place={unrendered + index} className="message min-w-0">
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
