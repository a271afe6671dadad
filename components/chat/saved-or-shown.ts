import type { ChatMessage } from '@/lib/chats/message';

/**
 * What to show of a chat that was read anew: what is saved, unless it lacks what is shown, as a message that did not
 * arrive, or half of a reply. That lacks nothing which ends in another reply: what is shown is of a branch that is not
 * shown any more, and what is asked next would go on from there.
 *
 * @param inDoubtId of a message that may not have arrived: it stands as the last until that is known
 */
export function savedOrShown(
  saved: ChatMessage[],
  shown: ChatMessage[],
  inDoubtId: string | undefined,
): ChatMessage[] {
  const last = shown.at(-1);
  const isLastMissing = saved.every(({ id }) => id !== last?.id);
  if (last && last.id === inDoubtId && isLastMissing) return shown;
  if (saved.length >= shown.length) return saved;
  // What is shown besides is half of a reply, in whose place another was written.
  if (saved.at(-1)?.id === last?.id) return saved;
  const isHalf = last?.role === 'assistant' && last.metadata?.status === undefined;
  const isOfOther = saved.at(-1)?.role === 'assistant' && isLastMissing;
  return isHalf && isOfOther ? saved : shown;
}
