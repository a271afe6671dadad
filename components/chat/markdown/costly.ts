/** Begins a quotation or a list item. */
const SIGN = /(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/.source;
/** In 50 of them, one within the other: by their signs, or by how far in the line begins. */
const DEEP_LINE = new RegExp(`^(?:(?:[ \\t]*${SIGN}){50}|[ \\t]{100,}${SIGN})`, 'm');
/** Makes a heading of the line before. */
const UNDERLINE = /^[ \t>]*(?:=+|-+)[ \t]*$/gm;
const MOST_UNDERLINES = 500;
/** Makes a table of the line before it and of those up to the next blank one: `|---|:-:|`. */
const TABLE_RULE = /^[-: \t>]*\|[-:| \t>]*$/;
const BLANK_LINE = /^[ \t>]*$/;
/** As many, a small table may have, however little is written in it. */
const FEW_CELLS = 500;

/**
 * Whether a block of markdown would be parsed or drawn for seconds, while the server answers nobody: the time grows with
 * the square of how deep it is nested, of how many lines are underlined, and of how wide and long a table is whose rows
 * leave their cells out, as each row is as wide as the head. Nobody writes so to be read.
 */
export function isCostly(markdown: string): boolean {
  return (
    DEEP_LINE.test(markdown) ||
    (markdown.match(UNDERLINE)?.length ?? 0) > MOST_UNDERLINES ||
    // A cell that somebody writes takes two characters at least.
    cellsOf(markdown) > Math.max(markdown.length, FEW_CELLS)
  );
}

/** The most cells that its tables can have, also those that nobody wrote. */
function cellsOf(markdown: string): number {
  let cells = 0;
  let columns = 0;
  for (const line of markdown.split(/\r\n?|\n/)) {
    if (BLANK_LINE.test(line)) columns = 0;
    else if (TABLE_RULE.test(line)) columns = Math.max(columns, line.match(/-+/g)?.length ?? 0);
    cells += columns;
  }
  return cells;
}
