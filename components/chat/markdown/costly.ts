/** Begins a quotation or a list item. */
const SIGN = /(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/.source;
/** In 50 of them, one within the other: by their signs, or by how far in the line begins. */
const DEEP_LINE = new RegExp(`^(?:(?:[ \\t]*${SIGN}){50}|[ \\t]{100,}${SIGN})`, 'm');
/** Makes a heading of the line before. */
const UNDERLINE = /^[ \t>]*(?:=+|-+)[ \t]*$/gm;
const MOST_UNDERLINES = 500;

/**
 * Whether a block of markdown would be parsed for seconds, while the server answers nobody: the time grows with the
 * square of how deep it is nested, and of how many lines are underlined. Nobody writes so to be read.
 */
export function isCostly(markdown: string): boolean {
  return DEEP_LINE.test(markdown) || (markdown.match(UNDERLINE)?.length ?? 0) > MOST_UNDERLINES;
}
