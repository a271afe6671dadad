const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['mdash', '—'],
  ['ndash', '–'],
  ['hellip', '…'],
]);

/**
 * Comments, and elements that are not part of what is read, with all that is in them. In one pass: a script may have
 * the beginning of a comment in it, and a comment that of a script. The head is not among them, as its end may be left
 * out: what of it has text is. Only an `svg` may end in its first tag. A description may have tags in it.
 */
const NOT_READ = new RegExp(
  [
    /<!--[\s\S]*?(?:-->|$)/,
    /<svg(?=[\s/])[^<>]*\/>/,
    /<(?:meta|link|base)(?=[\s/>])(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^"'>])*>?/,
    /<(title|script|style|noscript|template|svg|nav|footer)(?=[\s/>])[^<>]*>?([\s\S]*?)(?:<\/\1\s*>|$)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);
const BLOCK =
  /<(?:br|\/?(?:p|div|section|article|li|ul|ol|h[1-6]|tr|table|blockquote|pre|header|main))(?=[\s/>])[^<>]*>/gi;

/**
 * The text that a reader of an HTML page would see, roughly: one line for each block, without what is not text. In time
 * that grows with its length, whatever it is: a tag ends at the next `<` at the latest.
 */
export function textOfHtml(html: string): { title: string; text: string } {
  const [, , title = ''] =
    [...html.matchAll(NOT_READ)].find(([, name]) => name?.toLowerCase() === 'title') ?? [];
  const text = html
    .replace(NOT_READ, ' ')
    .replace(BLOCK, '\n')
    .replace(/<[^<>]*>/g, ' ');
  return { title: tidy(title), text: tidy(text) };
}

function tidy(text: string): string {
  return text
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return ENTITIES.get(name.toLowerCase()) ?? whole;
      const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
