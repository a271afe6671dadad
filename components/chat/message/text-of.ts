import type { ChatMessage } from '@/lib/chats/message';

/** The text of a message, without reasoning and tool calls. */
export function textOf(message: ChatMessage): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}
