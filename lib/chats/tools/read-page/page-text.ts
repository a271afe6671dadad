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
 * The text that a reader of an HTML page would see, roughly: one line for each block, without what is not text. In time
 * that grows with its length, whatever it is: a tag ends at the next `<` at the latest.
 */
export function textOfHtml(html: string): { title: string; text: string } {
  const title = /<title[^<>]*>([^<]*)<\/title/i.exec(html)?.[1] ?? '';
  const text = html
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<(script|style|noscript|template|svg|head|nav|footer)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(
      /<(br|\/?(p|div|section|article|li|ul|ol|h[1-6]|tr|table|blockquote|pre|header|main))\b[^<>]*>/gi,
      '\n',
    )
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
