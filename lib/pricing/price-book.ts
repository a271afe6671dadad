import { CUSTOM_PRICES } from './custom-prices';
import { DEMO_PRICES } from './demo-prices';
import { handWrittenLists } from './hand-written-price';
import bookJson from './price-book.json';
import { type PriceBookFile, priceBookFile } from './price-book-file';
import { findModel, hasBegun, type PriceList, rowAt, toRates } from './price-list';
import type { Rates } from './rates';
import { undated } from './undated';

export interface PriceQuery {
  /** Who charges: `openai`, `demo`, or `compatible` for any other server. */
  readonly provider: string;
  /** The version that answered, such as `gpt-5-mini-2025-08-07`, or an alias. */
  readonly model: string;
  /** The id that was asked for: it gives the price when a list does not know the version that answered. */
  readonly askedFor?: string;
  /** When the generation was reserved. */
  readonly at: Date;
}

/**
 * What a model's tokens cost at an instant, or `undefined` when it is unpriced: its tokens are then metered, and its
 * cost is unknown, never $0.
 */
export function priceFor(query: PriceQuery): Rates | undefined {
  return lookUp(PRICE_LISTS, query);
}

/**
 * `priceFor` in given lists: the first that knows the model decides, even when it knows that there is no price. While
 * its first price has not begun, a later one that knows the model decides instead: a discount is written in advance.
 */
export function lookUp(
  lists: readonly PriceList[],
  { provider, model, askedFor = model, at }: PriceQuery,
): Rates | undefined {
  const known = lists
    .filter((list) => list.provider === provider)
    .flatMap((list) => {
      const found = findModel(list, model) ?? findModel(list, askedFor) ?? findModel(list, undated(askedFor));
      return found ? [{ found, list }] : [];
    });
  const deciding =
    known.find(({ found }) => 'unpriced' in found || hasBegun(found.prices, at)) ?? known.at(-1);
  if (!deciding || 'unpriced' in deciding.found) return undefined;
  const row = rowAt(deciding.found.prices, at);
  return row && toRates(row, deciding.list);
}

const book: PriceBookFile = priceBookFile.parse(bookJson);

/** The vendors' prices: how entries and receipts call where they are from, and the day (UTC) their file was last changed. */
export const PRICE_BOOK = { source: `${book.source} ${book.sourceVersion}`, madeOn: book.madeOn };

function bookLists(): PriceList[] {
  return Object.entries(book.providers).map(([provider, models]) => ({
    provider,
    ...PRICE_BOOK,
    models,
  }));
}

const PRICE_LISTS: readonly PriceList[] = [
  ...handWrittenLists(CUSTOM_PRICES, 'lib/pricing/custom-prices.ts'),
  ...handWrittenLists(DEMO_PRICES, 'demo price'),
  ...bookLists(),
];
