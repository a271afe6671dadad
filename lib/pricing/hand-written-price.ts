import { z } from 'zod';
import { parseUsd } from '@/lib/money';
import type { ModelProvider } from '../models/catalog';
import { type PricedModel, type PriceList, type PriceRow, pricedModel } from './price-list';

/** A price written by a person, in dollars per million tokens, as vendors' price pages have it. */
export interface HandWrittenPrice {
  /** `compatible` for a server at OPENAI_BASE_URL, `openai` for OpenAI. */
  readonly provider: ModelProvider;
  readonly model: string;
  /** Other ids of the same model, such as its dated versions. */
  readonly alsoKnownAs?: readonly string[];
  /** One for each change, oldest first. Add a row when a price changes; leave the past as it is. */
  readonly prices: readonly HandWrittenRow[];
}

interface HandWrittenRow extends DollarsPerMillionTokens {
  /** First day of the price (UTC), `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly longPrompt?: DollarsPerMillionTokens & { readonly aboveInputTokens: number };
}

/** Amounts are text so that they are exact: `'0.025'`. */
interface DollarsPerMillionTokens {
  readonly input: string;
  /** Left out: tokens read from the cache are charged as input. */
  readonly cacheRead?: string;
  /** Left out: tokens written to the cache are charged as input. */
  readonly cacheWrite?: string;
  readonly output: string;
}

/**
 * Turns hand-written prices into price lists, one for each provider.
 *
 * @param source where they are written
 * @throws RangeError for an amount that is not exact in pico-USD per token, for what no ledger entry could keep, such as a day
 *   that is none, and for rows that are not in order of date.
 */
export function handWrittenLists(prices: readonly HandWrittenPrice[], source: string): PriceList[] {
  const providers = [...new Set(prices.map((price) => price.provider))];
  return providers.map((provider) => ({
    provider,
    source,
    models: prices
      .filter((price) => price.provider === provider)
      .map((price) => toPricedModel(price, source)),
  }));
}

function toPricedModel({ model, alsoKnownAs = [], prices }: HandWrittenPrice, source: string): PricedModel {
  const priced = pricedModel.safeParse({ model, ids: [model, ...alsoKnownAs], prices: prices.map(toRow) });
  if (!priced.success) {
    throw new RangeError(
      `The prices of ${model} can’t be used. Change them in ${source}:\n${z.prettifyError(priced.error)}`,
    );
  }
  for (const [index, row] of prices.entries()) {
    const before = prices[index - 1];
    if (before && before.startsOn >= row.startsOn) {
      throw new RangeError(
        `The prices of ${model} are not in order: ${row.startsOn} follows ${before.startsOn}.`,
      );
    }
  }
  return priced.data;
}

function toRow({ startsOn, longPrompt, ...rates }: HandWrittenRow): PriceRow {
  return {
    startsOn,
    ...toPicoPerToken(rates),
    ...(longPrompt && {
      tiers: [{ aboveInputTokens: longPrompt.aboveInputTokens, ...toPicoPerToken(longPrompt) }],
    }),
  };
}

function toPicoPerToken({ input, cacheRead, cacheWrite, output }: DollarsPerMillionTokens) {
  return {
    inputPico: picoPerToken(input),
    ...(cacheRead !== undefined && { cacheReadPico: picoPerToken(cacheRead) }),
    ...(cacheWrite !== undefined && { cacheWritePico: picoPerToken(cacheWrite) }),
    outputPico: picoPerToken(output),
  };
}

/**
 * Pico-USD per token of a price in dollars per million tokens.
 *
 * @throws RangeError when it is not a whole number: a price with more than six decimals.
 */
export function picoPerToken(usdPerMillion: string): number {
  const pico = parseUsd(usdPerMillion);
  if (pico < 0n || pico % 1_000_000n !== 0n) {
    throw new RangeError(
      `$${usdPerMillion} per million tokens is not a whole number of pico-USD per token: use at most six decimals.`,
    );
  }
  return Number(pico / 1_000_000n);
}
