/** English has about 4 to a token. Chinese, Japanese and Korean have few characters to one, but 3 bytes in each. */
const BYTES_PER_TOKEN = 4;
const [ZERO, NINE] = [0x30, 0x39];

/** About how many tokens a text has, in UTF-8. A digit counts as two bytes: in tables, a token has one or two. */
export function roughTokens(text: Uint8Array): number {
  let bytes = text.length;
  for (const byte of text) if (byte >= ZERO && byte <= NINE) bytes++;
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

const utf8 = new TextEncoder();

/** About how many tokens a text has. Quick also for the longest message, at each key that is pressed. */
export function roughTokensOf(text: string): number {
  return roughTokens(utf8.encode(text));
}
