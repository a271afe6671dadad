import type { ChatMessage } from '@/lib/chats/message';
import { textOf } from './text-of';

/** What ended a reply early, and how to go on; nothing where it came to its own end. */
export function cutWords(message: ChatMessage): string | undefined {
  switch (message.metadata?.cutBy) {
    case 'allowance':
      return 'Your allowance ended this reply.';
    case 'limit':
      // As where it thought until then.
      return textOf(message) === ''
        ? 'The model reached its output limit before it wrote an answer. Ask for less, or choose another model.'
        : 'This reply reached its output limit. Write “go on” to have the rest.';
    case 'filter':
      return 'The content filter of the model’s server ended this reply. Say it differently, or choose another model.';
    case undefined:
      return undefined;
  }
}
