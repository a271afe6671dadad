/** A reply is read out in pieces of at least this length, so that a screen reader is not interrupted all the time. */
const LEAST_CHARACTERS = 80;

/**
 * The next piece of a growing reply to read out: whole sentences only while it grows, the rest once it has ended.
 *
 * @returns how far the reply has been read out with this piece; the piece is empty when it should wait
 */
export function nextSpokenPiece(
  reply: string,
  spokenUntil: number,
  ended: boolean,
): { piece: string; until: number } {
  const rest = reply.slice(spokenUntil);
  if (ended) return { piece: withoutMarkup(rest), until: reply.length };
  const length = lastSentenceEnd(rest);
  if (length < LEAST_CHARACTERS) return { piece: '', until: spokenUntil };
  return { piece: withoutMarkup(rest.slice(0, length)), until: spokenUntil + length };
}

/**
 * Chinese and Japanese have no space between sentences: one has ended when another character is there, so that a bracket
 * or a quotation mark that closes is read with it. Hindi ends one with a danda, Arabic and Urdu have stops of their own.
 * A run of stops is tried from its first only: from each, the time would grow with the square of its length.
 */
const SENTENCE_END = /[.!?…:।؟۔](?=\s)|(?<![。！？｡])[。！？｡]+[」』”’）】]*(?=[^。！？｡」』”’）】])|\n/g;

function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) end = match.index + match[0].length;
  return end;
}

/**
 * Markdown's signs are for the eye; read out, they are noise. No pattern reads a part of the text again from each of its
 * characters or lines: of a long run of spaces or brackets, the page would stand still.
 */
function withoutMarkup(markdown: string): string {
  return markdown
    .replace(/^[ \t]*(?:```.*|[-:|][-:| \t]*)$/gm, '')
    .replace(/^[ \t]*(?:#{1,6}|[-*+>])\s+/gm, '')
    .replace(/!?\[([^[\]]*)\]\((?:[^)\]]|\](?!\())*\)/g, '$1')
    .replace(/[*_`|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
