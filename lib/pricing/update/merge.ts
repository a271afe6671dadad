import { isDeepStrictEqual } from 'node:util';
import { type ListedModel, type PricedModel, rowAt } from '../price-list';

/**
 * The models as the source has them today, with the prices that the book has had so far. A price that has been in
 * force is never changed: what changed since gets a row of its own. A model that the source no longer lists is kept at
 * the end. One that the source stops pricing by tokens becomes unpriced; its past is then in the ledger alone.
 *
 * @param today the day of the update, `YYYY-MM-DD`: the start of a change that the source does not date.
 */
export function mergeModels(
  book: readonly ListedModel[],
  source: readonly ListedModel[],
  today: string,
): ListedModel[] {
  const merged = source.map((model) => mergeModel(named(book, model.model), model, today));
  const gone = book.filter((model) => !named(source, model.model));
  return [...merged, ...gone];
}

/** The model of that name in a list. */
export function named(models: readonly ListedModel[], name: string): ListedModel | undefined {
  return models.find((model) => model.model === name);
}

/** Ids and patterns are the source's; prices are the book's with the source's changes. */
function mergeModel(kept: ListedModel | undefined, source: ListedModel, today: string): ListedModel {
  if (!kept || 'unpriced' in kept || 'unpriced' in source) return source;
  return { ...source, prices: mergePrices(kept.prices, source.prices, today) };
}

type Prices = PricedModel['prices'];

function mergePrices(book: Prices, source: Prices, today: string): Prices {
  const past = book.filter((row) => row.startsOn < today);
  const lastPast = past.at(-1);
  if (!lastPast) return source;

  const dated = source.filter((row) => row.startsOn > lastPast.startsOn);
  const begun = dated.some((row) => row.startsOn <= today);
  const current = rowAt(source, new Date(`${today}T00:00:00Z`));
  const changedUndated = current && !begun ? [{ ...current, startsOn: today }] : [];
  return withoutRepeats([...past, ...changedUndated, ...dated]);
}

/** Drops each row that only repeats the price of the row before it. */
function withoutRepeats(rows: Prices): Prices {
  return rows.filter((row, index) => {
    const before = rows[index - 1];
    return !before || !isDeepStrictEqual({ ...row, startsOn: '' }, { ...before, startsOn: '' });
  });
}
