/** In English; other languages and code have fewer. */
const CHARACTERS_PER_TOKEN = 4;

/** About how many tokens a text of this length has, in characters or in bytes. */
export function roughTokens(length: number): number {
  return Math.ceil(length / CHARACTERS_PER_TOKEN);
}
