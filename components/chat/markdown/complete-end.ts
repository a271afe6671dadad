/**
 * Markdown that is still being written, so that its end looks as it will when it is whole: what is open is closed, and
 * signs that mean nothing yet are left out. Otherwise asterisks, brackets and half formulas would flash up and go.
 *
 * It guesses, for the moment until more is there; a text that is whole must not go through it.
 */
export function completeEnd(markdown: string): string {
  const end = endOfMeaning(hideFinished(markdown));
  const text = withoutHalfLink(markdown.slice(0, end));
  const rest = hideFinished(text);
  const code = /`+(?=[^`]*$)/.exec(rest);
  if (!code) return closeEmphasis(text, rest);
  // A fence ends with the text; code in a line has to be closed.
  const isFence = code[0].length > 2;
  return isFence ? text : closeEmphasis(text + code[0], rest.slice(0, code.index));
}

/** Opens a formula, as `remarkInlineMath` has it: not `$$$`, nor `$$, …`. */
const DOUBLE_DOLLAR = /\$\$(?![$),.;])/.source;
/** Begins what no formula in a text reaches: another paragraph, another list item. */
const NEXT_BLOCK = /\n[ \t]*(?:\n|(?:[-*+]|\d{1,9}[.)])[ \t])/.source;
/** What is left of a cell that has ended: of a line that begins with `|`, up to the next. */
const REST_OF_CELL = /(?<=(?:^|\n)[ \t]*\|[^\n]*)[^\n]*\|/.source;

/** Code and formulas, in which nothing is to be closed, and what is escaped. */
const FINISHED = new RegExp(
  [
    /(`+)(?!`).*?(?<!`)\1(?!`)/.source,
    /\\\(.*?\\\)|\\\[.*?\\\]/.source,
    `(?<!\\$)${DOUBLE_DOLLAR}(?:(?!${NEXT_BLOCK}).)+?\\$\\$(?!\\$)`,
    /(?<!\$)\$(?=[^\s\d$])[^$\n]*[^\s$]\$(?!\$)/.source,
    /\\[^([]/.source,
  ].join('|'),
  'gs',
);

/** Puts as many letters, which mean nothing, in the place of what is finished. */
function hideFinished(markdown: string): string {
  return markdown.replace(FINISHED, (piece) => 'x'.repeat(piece.length));
}

/** What at the end of a text means nothing yet. */
const HALVES = [
  // A formula; after a single dollar, no more than may yet become one.
  /\\[([]|(?<![\p{L}\p{N}$])\$(?=[^\s\d$][^\n]{0,80}$)/u,
  // One at the margin, in which a line may begin with a plus.
  new RegExp(`^${DOUBLE_DOLLAR}(?!.*\\n[ \\t]*\\n)`, 's'),
  // One within a text, or within a cell of a table.
  new RegExp(`(?<!^|[\\p{L}\\p{N}$])${DOUBLE_DOLLAR}(?!.*${NEXT_BLOCK})(?!${REST_OF_CELL})`, 'su'),
  // What begins a line: a list item, a heading, a quotation, a rule, a fence.
  /(?<=^|\n)[ \t]*(?:[-+*]|\d{1,9}[.)]?|#{1,6}|>|--|={1,2}|`{1,2}|~{1,2})$/,
  // The definition of a link.
  /(?<=^|\n) {0,3}\[[^\]\n]*\]:?[ \t]*$/,
  // The box of a task.
  /(?<=^|\n)[ \t]*[-+*][ \t]+\[[ xX]?\]?[ \t]*$/,
  // What begins something within a line; in Chinese and the like, also after a letter.
  /(?<=^|[\s(["'“>|\u3000-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uFF00-\uFFEF])(?:[*_]{1,3}|~{1,2}|`{1,2}|!?\[|\\|\$)$/,
];

function endOfMeaning(text: string): number {
  const ends = [...HALVES.map((half) => text.search(half)), startOfHalfTable(text)];
  const end = Math.min(...ends.filter((index) => index >= 0));
  return end < text.length ? endOfMeaning(text.slice(0, end)) : text.length;
}

/** A table is one only with the line below its head: `|---|---|`. */
function startOfHalfTable(text: string): number {
  const last =
    /(?<=^|\n)(?<!\|[^\n]*\n)[ \t]*\|([^\n]*?)\|?[ \t]*(?:\n[ \t]*\|?([-:| \t]*?)\|?[ \t]*)?$/.exec(text);
  if (!last) return -1;
  const [, head = '', rule] = last;
  const isWhole =
    rule?.split('|').every((cell) => cell.includes('-')) && rule.split('|').length === head.split('|').length;
  return isWhole ? -1 : last.index;
}

const HALF_LINK = /(?<sign>!|(?<![\w\]])|(?=\[\^))\[(?<label>[^[\]]*)(?:\]|\]\([^)\n]*|\]\[[^\]\n]*)?$/;

/** Of a link that is not whole, only its text is left; of an image or a footnote's mark, nothing. */
function withoutHalfLink(text: string): string {
  const { index = text.length, groups = {} } = HALF_LINK.exec(hideFinished(text)) ?? {};
  const { sign = '', label = '' } = groups;
  const isHidden = sign === '!' || label.startsWith('^');
  const start = index + sign.length + 1;
  return text.slice(0, index) + (isHidden ? '' : text.slice(start, start + label.length));
}

/** Begins a part of a text that emphasis doesn't reach beyond: a paragraph, a list item, a cell of a table. */
const NEXT_PART = /\n(?=\s*(?:[-*+>#]|\d+[.)]|\n))|\|/;

/** @param hidden what of the text may open emphasis */
function closeEmphasis(text: string, hidden: string): string {
  const part = hidden.split(NEXT_PART).at(-1) ?? '';
  const open: string[] = [];
  for (const { 0: signs, index } of part.matchAll(/\*{1,3}|_{1,3}|~{1,2}/g)) {
    const before = part.charAt(index - 1);
    const after = part.charAt(index + signs.length);
    const mayClose = /\S/.test(before);
    let rest = signs;
    for (let last = open.at(-1); last && mayClose && rest.startsWith(last); last = open.at(-1)) {
      open.pop();
      rest = rest.slice(last.length);
    }
    // Only half of what closes it has come.
    if (rest && mayClose && after === '' && open.at(-1)?.startsWith(rest)) {
      return closeEmphasis(text.slice(0, -rest.length), hidden.slice(0, -rest.length));
    }
    const mayOpen = /\S/.test(after) && rest !== '~' && !(rest.startsWith('_') && /\w/.test(before));
    if (rest && mayOpen) open.push(rest);
  }
  return open.length > 0 ? text.trimEnd() + open.toReversed().join('') : text;
}
