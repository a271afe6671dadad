import type { PriceBookFile } from '../price-book-file';

/**
 * The price book as JSON in which a person can review a difference: an object or a list without others in it is on one
 * line. Only line breaks are changed, which no string of JSON has.
 */
export function printBook(book: PriceBookFile): string {
  const json = JSON.stringify(book, null, 2).replace(/\{[^{}[\]]*\}|\[[^{}[\]]*\]/g, (flat) =>
    flat
      .replace(/^\[\n */, '[')
      .replace(/\n *\]$/, ']')
      .replace(/\n */g, ' '),
  );
  return `${json}\n`;
}
