import type { ChatMessage } from '@/lib/chats/message';

/**
 * What to show of a chat that was read anew: what is saved, unless it lacks what is shown, as a message that did not
 * arrive, or half of a reply. That lacks nothing which ends in another reply: what is shown is of a branch that is not
 * shown any more, and what is asked next would go on from there.
 */
export function savedOrShown(saved: ChatMessage[], shown: ChatMessage[]): ChatMessage[] {
  if (saved.length >= shown.length) return saved;
  const last = shown.at(-1);
  const isHalf = last?.role === 'assistant' && last.metadata?.status === undefined;
  const isOfOther = saved.at(-1)?.role === 'assistant' && saved.every(({ id }) => id !== last?.id);
  return isHalf && isOfOther ? saved : shown;
}
