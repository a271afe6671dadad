import { z } from 'zod';
import { utcDay } from '../utc-day';
import type { Rates, TokenRates } from './rates';

/** Written as whole numbers of pico-USD per token; in dollars per million tokens that is the number / 10^6. */
const ratePico = z.int().nonnegative();

const tokenRates = {
  inputPico: ratePico,
  /** Left out where the vendor names none: tokens read from its cache are then charged as input. */
  cacheReadPico: ratePico.optional(),
  /** Left out where the vendor names none: tokens written to its cache are then charged as input. */
  cacheWritePico: ratePico.optional(),
  outputPico: ratePico,
};

const day = z.iso.date('Not a day of the calendar: write it as YYYY-MM-DD.');
const tokenCount = z.int('Not a whole number of tokens.').positive('Not a number of tokens above zero.');

const priceRow = z.strictObject({
  startsOn: day,
  ...tokenRates,
  tiers: z.array(z.strictObject({ aboveInputTokens: tokenCount, ...tokenRates })).optional(),
});

const modelNames = {
  /** The model's name in its source. */
  model: z.string().min(1),
  /** Every id it answers to: aliases and dated versions. Compared without regard to case. */
  ids: z.array(z.string()),
  /** Regular expressions for ids that cannot be listed. */
  patterns: z.array(z.string()).optional(),
};

/** A model and its prices, oldest first. */
export const pricedModel = z.strictObject({ ...modelNames, prices: z.array(priceRow).min(1) });
const unpricedModel = z.strictObject({ ...modelNames, unpriced: z.string().min(1) });

/** A model and its prices, oldest first, or the reason why it has none. */
export const listedModel = z.union([pricedModel, unpricedModel]);

/** The models of one vendor and where their prices come from. */
export interface PriceList {
  readonly provider: string;
  readonly source: string;
  /** The day (UTC) that all of it is as of, `YYYY-MM-DD`; a list that is written by hand has none. */
  readonly madeOn?: string;
  readonly models: readonly ListedModel[];
}

export type ListedModel = z.infer<typeof listedModel>;
export type PricedModel = z.infer<typeof pricedModel>;
export type PriceRow = z.infer<typeof priceRow>;

/** The model that an id means: listed ids go before patterns. */
export function findModel(list: PriceList, id: string): ListedModel | undefined {
  const wanted = id.toLowerCase();
  return (
    list.models.find((model) => model.ids.some((listed) => listed.toLowerCase() === wanted)) ??
    list.models.find((model) => model.patterns?.some((pattern) => new RegExp(pattern).test(wanted)))
  );
}

/**
 * The price in force on an instant. A price holds from 00:00 UTC of its first day; an instant before the first known
 * price takes that one, since a vendor's earlier price is not known better.
 */
export function rowAt(rows: readonly PriceRow[], at: Date): PriceRow | undefined {
  const day = utcDay(at);
  return rows.findLast((row) => row.startsOn <= day) ?? rows[0];
}

/** Whether one of the prices is in force on an instant, rather than all to come. */
export function hasBegun(rows: readonly PriceRow[], at: Date): boolean {
  return rows.some((row) => row.startsOn <= utcDay(at));
}

/** A row of a price list in pico-dollars per token. Where it names no rate for a cache, the input's is taken. */
export function toRates(row: PriceRow, { source, madeOn }: Pick<PriceList, 'source' | 'madeOn'>): Rates {
  return {
    ...toTokenRates(row),
    tiers: (row.tiers ?? []).map((tier) => ({
      aboveInputTokens: tier.aboveInputTokens,
      ...toTokenRates(tier),
    })),
    startsOn: row.startsOn,
    source,
    ...(madeOn !== undefined && { listedOn: madeOn }),
  };
}

function toTokenRates(row: Omit<PriceRow, 'startsOn' | 'tiers'>): TokenRates {
  return {
    inputPico: BigInt(row.inputPico),
    cacheReadPico: BigInt(row.cacheReadPico ?? row.inputPico),
    cacheWritePico: BigInt(row.cacheWritePico ?? row.inputPico),
    outputPico: BigInt(row.outputPico),
  };
}
