/** More than this is no message that somebody wrote, and more than any model reads at once. */
export const MAX_MESSAGE_CHARACTERS = 400_000;

/** In English; other languages and code have fewer. */
const CHARACTERS_PER_TOKEN = 4;

const count = new Intl.NumberFormat('en');

export type InputLimit =
  | { state: 'fine' }
  /** It may still fit: this is a rough count, the server's is exact. */
  | { state: 'likely too long'; message: string }
  | { state: 'too long'; message: string };

/** Whether a message will fit the model, said before it is sent. */
export function inputLimit(text: string, contextTokens: number): InputLimit {
  if (text.length > MAX_MESSAGE_CHARACTERS) {
    const message = `This message has ${count.format(text.length)} characters; ${count.format(MAX_MESSAGE_CHARACTERS)} is the limit. Shorten it to send it.`;
    return { state: 'too long', message };
  }
  const tokens = roughTokens(text);
  if (tokens > contextTokens) {
    const message = `This is about ${count.format(tokens)} tokens, and the model takes ${count.format(contextTokens)} at most. Shorten it, or choose a model that takes more.`;
    return { state: 'likely too long', message };
  }
  return { state: 'fine' };
}

/** About how many tokens a text has. */
export function roughTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
