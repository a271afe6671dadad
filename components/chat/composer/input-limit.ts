import { formatCount } from '@/lib/format';

/** More than this is no message that somebody wrote, and more than any model reads at once. */
export const MAX_MESSAGE_CHARACTERS = 400_000;

export type InputLimit =
  | { state: 'fine' }
  | {
      /** `likely`: it may still fit, as this is a rough count, and the server's is exact. */
      state: 'likely too long' | 'too long';
      /** The same at each key: a screen reader says it anew when it changes. */
      message: string;
      /** How long what is written is, where that alone is too much. */
      size?: string;
    };

/** What a model would have to read, counted roughly, and the most that it takes. */
export interface PromptRoom {
  /** Of the text and the files. */
  messageTokens: number;
  /** Of the conversation before it. */
  usedTokens: number;
  mostTokens: number;
}

/** Whether a message is longer than any may be. */
export function lengthLimit(text: string): InputLimit {
  if (text.length <= MAX_MESSAGE_CHARACTERS) return { state: 'fine' };
  return {
    state: 'too long',
    message: `A message has ${formatCount(MAX_MESSAGE_CHARACTERS)} characters at most. Shorten this one to send it.`,
    size: `${formatCount(text.length)} characters now.`,
  };
}

/** Whether a message will fit the model after what was said, said before it is sent. */
export function inputLimit(text: string, room: PromptRoom): InputLimit {
  const length = lengthLimit(text);
  if (length.state !== 'fine') return length;
  const { messageTokens, usedTokens, mostTokens } = room;
  if (messageTokens === 0 || usedTokens + messageTokens <= mostTokens) return { state: 'fine' };
  if (messageTokens > mostTokens) {
    return {
      state: 'likely too long',
      message: `This is likely longer than the ${formatCount(mostTokens)} tokens that the model takes. Shorten it, or choose a model that takes more.`,
      size: `About ${formatCount(messageTokens)} tokens now.`,
    };
  }
  return {
    state: 'likely too long',
    message: `With this, the conversation is likely longer than the ${formatCount(mostTokens)} tokens that the model takes. Start a new chat, or choose a model that takes more.`,
  };
}
