import type { PriceBookFile } from '../price-book-file';

const LINE_WIDTH = 110;

/** The price book as JSON in which a person can review a difference: a price is on one line, where it fits. */
export function printBook(book: PriceBookFile): string {
  return `${print(book, '', 0)}\n`;
}

/** @param taken how much of the line stands around it: the name before it, the comma after it */
function print(value: unknown, indent: string, taken: number): string {
  const items = itemsOf(value);
  if (!items || items.length === 0) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
  const isFlat = Array.isArray(value) || items.every(([, item]) => itemsOf(item) === undefined);
  const inner = `${indent}  `;
  const printed = items.map(([name, item], index) => {
    const comma = index < items.length - 1 ? 1 : 0;
    return name + print(item, inner, name.length + comma);
  });
  const line = open + printed.join(', ') + close;
  if (isFlat && !line.includes('\n') && indent.length + taken + line.length <= LINE_WIDTH) return line;
  return `${open.trim()}\n${printed.map((item) => inner + item).join(',\n')}\n${indent}${close.trim()}`;
}

/** What an array or an object holds, each with its name as JSON begins with it; of anything else undefined. */
function itemsOf(value: unknown): [name: string, value: unknown][] | undefined {
  if (Array.isArray(value)) return value.map((item) => ['', item]);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).map(([name, item]) => [`${JSON.stringify(name)}: `, item]);
}
