import { memo } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import type { Phase } from '../use-conversation';
import { Reply } from './reply';
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
  const isWaiting = phase === 'waiting' || (phase === 'stopping' && messages.at(-1)?.role === 'user');
  return (
    <ol aria-label="Messages" className="grid grid-cols-1 gap-8">
      {messages.map((message, index) => (
        <li key={message.id} className="min-w-0">
          {message.role === 'user' ? (
            <UserMessage message={message} />
          ) : (
            <Reply message={message} isGrowing={phase !== 'idle' && index === messages.length - 1} />
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
