import { formatCount } from '@/lib/format';

/** More than this is no message that somebody wrote, and more than any model reads at once. */
export const MAX_MESSAGE_CHARACTERS = 400_000;

export type InputLimit =
  | { state: 'fine' }
  /** It may still fit: this is a rough count, the server's is exact. */
  | { state: 'likely too long'; message: string }
  | { state: 'too long'; message: string };

/** What a model would have to read, counted roughly, and the most that it takes. */
export interface PromptRoom {
  /** Of the text and the files. */
  messageTokens: number;
  /** Of the conversation before it. */
  usedTokens: number;
  mostTokens: number;
}

/** Whether a message will fit the model after what was said, said before it is sent. */
export function inputLimit(text: string, room: PromptRoom): InputLimit {
  if (text.length > MAX_MESSAGE_CHARACTERS) {
    const message = `This message has ${formatCount(text.length)} characters; ${formatCount(MAX_MESSAGE_CHARACTERS)} is the limit. Shorten it to send it.`;
    return { state: 'too long', message };
  }
  const { messageTokens, usedTokens, mostTokens } = room;
  if (messageTokens === 0 || usedTokens + messageTokens <= mostTokens) return { state: 'fine' };
  const message =
    messageTokens > mostTokens
      ? `This is about ${formatCount(messageTokens)} tokens, and the model takes ${formatCount(mostTokens)} at most. Shorten it, or choose a model that takes more.`
      : // Without the sum, as a screen reader says it anew at each key that changes it.
        `With this, the conversation is likely longer than the ${formatCount(mostTokens)} tokens that the model takes. Start a new chat, or choose a model that takes more.`;
  return { state: 'likely too long', message };
}
