import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { priceBookFile } from '../price-book-file';
import { printBook } from './print-book';

it('prints the book as it is kept, so that a difference shows what has changed and no more', () => {
  const kept = readFileSync('lib/pricing/price-book.json', 'utf8');
  expect(printBook(priceBookFile.parse(JSON.parse(kept)))).toBe(kept);
});
