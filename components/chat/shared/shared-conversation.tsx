'use client';

import type { ChatMessage } from '@/lib/chats/message';
import { LazyMarkdown } from '../markdown/lazy-markdown';
import { textOf } from '../message/text-of';
import { UserText } from '../message/user-text';

/** What was said in a shared chat, to be read only. */
export function SharedConversation({ messages }: { messages: ChatMessage[] }) {
  return (
    <ol aria-label="Messages" className="grid grid-cols-1 gap-8">
      {messages.map((message) => (
        <li key={message.id} className="min-w-0">
          {message.role === 'user' ? (
            <article className="ml-auto w-fit max-w-[min(85%,36rem)]">
              <h2 className="sr-only">Question</h2>
              <UserText>{textOf(message)}</UserText>
            </article>
          ) : (
            <article>
              <h2 className="sr-only">Reply</h2>
              <LazyMarkdown text={textOf(message)} />
            </article>
          )}
        </li>
      ))}
    </ol>
  );
}
