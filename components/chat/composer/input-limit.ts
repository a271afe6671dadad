import { formatCount } from '@/lib/format';

/** More than this is no message that somebody wrote, and more than any model reads at once. */
export const MAX_MESSAGE_CHARACTERS = 400_000;

export type InputLimit =
  | { state: 'fine' }
  /** It may still fit: this is a rough count, the server's is exact. */
  | { state: 'likely too long'; message: string }
  | { state: 'too long'; message: string };

/**
 * Whether a message will fit the model, said before it is sent.
 *
 * @param tokens of the text, counted roughly
 */
export function inputLimit(text: string, tokens: number, contextTokens: number): InputLimit {
  if (text.length > MAX_MESSAGE_CHARACTERS) {
    const message = `This message has ${formatCount(text.length)} characters; ${formatCount(MAX_MESSAGE_CHARACTERS)} is the limit. Shorten it to send it.`;
    return { state: 'too long', message };
  }
  if (tokens > contextTokens) {
    const message = `This is about ${formatCount(tokens)} tokens, and the model takes ${formatCount(contextTokens)} at most. Shorten it, or choose a model that takes more.`;
    return { state: 'likely too long', message };
  }
  return { state: 'fine' };
}
