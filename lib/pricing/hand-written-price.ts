import { z } from 'zod';
import { parseUsd } from '../money';
import type { ModelProvider } from '../vocabulary';
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
 * @throws RangeError that names the model and the source, for an amount that is not exact in pico-USD per token, for what no
 *   ledger entry could keep, such as a day that is none, and for rows that are not in order of date.
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

function toPricedModel(price: HandWrittenPrice, source: string): PricedModel {
  try {
    const { model, alsoKnownAs = [], prices } = price;
    const priced = pricedModel.parse({ model, ids: [model, ...alsoKnownAs], prices: prices.map(toRow) });
    refuseDisorder(prices);
    return priced;
  } catch (cause) {
    throw new RangeError(
      `The prices of ${price.model} can’t be used. Change them in ${source}:\n${faultOf(cause)}`,
      { cause },
    );
  }
}

function refuseDisorder(prices: readonly HandWrittenRow[]): void {
  for (const [index, { startsOn }] of prices.entries()) {
    const before = prices[index - 1]?.startsOn;
    if (before !== undefined && before >= startsOn) {
      throw new RangeError(`They are not in order of date: ${startsOn} follows ${before}.`);
    }
  }
}

function faultOf(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return cause instanceof Error ? cause.message : String(cause);
  return z.prettifyError({
    issues: cause.issues.map((issue) => ({ ...issue, path: asWritten(issue.path) })),
  });
}

/** What the rates of a price list are called where they are written by hand. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  inputPico: 'input',
  cacheReadPico: 'cacheRead',
  cacheWritePico: 'cacheWrite',
  outputPico: 'output',
};

/** The way to a fault as the author wrote it: the price list has rows for long prompts in a list, of which we make one. */
function asWritten(path: readonly PropertyKey[]): PropertyKey[] {
  const tiers = path.indexOf('tiers');
  const written = tiers === -1 ? path : path.toSpliced(tiers, 2, 'longPrompt');
  return written.map((key) => WRITTEN_AS[String(key)] ?? key);
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
