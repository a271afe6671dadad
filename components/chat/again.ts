import type { ChatMessage } from '@/lib/chats/message';

/** A message, saved before, that is answered again: then nothing can be taken back. */
export interface Again {
  questionId: string;
  shownBefore: ChatMessage[];
  /** Whether the server could not be reached. */
  isUnreached: boolean;
}

/** Whether another reply to the question is there, or under way, by what is saved. */
export function isAnsweredAgain({ questionId, shownBefore }: Again, saved: ChatMessage[]): boolean {
  const isSaved = saved.some(({ id }) => id === questionId);
  return isSaved && answerTo(questionId, saved) !== answerTo(questionId, shownBefore);
}

/** Whether it is still what is shown, or was before it was asked: something else may have been asked elsewhere since. */
export function isStillShown({ questionId, shownBefore }: Again, shown: ChatMessage[]): boolean {
  const lastQuestion = shown.findLast(({ role }) => role === 'user');
  return lastQuestion?.id === questionId || shown.at(-1)?.id === shownBefore.at(-1)?.id;
}

/** Which reply to a question is shown; nothing where none is. */
function answerTo(questionId: string, messages: ChatMessage[]): string | undefined {
  return messages[messages.findIndex(({ id }) => id === questionId) + 1]?.id;
}
