import { z } from 'zod';
import { formatUsd, picoUsd } from '../money';

/** What a token costs, in pico-USD. $1 per million tokens is 1,000,000 pico-USD per token. */
export interface TokenRates {
  readonly inputPico: bigint;
  readonly cacheReadPico: bigint;
  readonly cacheWritePico: bigint;
  /** Reasoning is output, so it has no rate of its own. */
  readonly outputPico: bigint;
}

/** The rates of a long prompt. They apply to the whole request, not only to the tokens beyond the limit. */
export interface LongPromptRates extends TokenRates {
  /** Applies to a prompt of more input tokens than this, cached ones counted too. */
  readonly aboveInputTokens: number;
}

/** One price of one model: every ledger entry stores the one it was charged by. */
export interface Rates extends TokenRates {
  /** Shortest limit first. Most models have none. */
  readonly tiers: readonly LongPromptRates[];
  /** The first day (UTC) of the price, `YYYY-MM-DD`. `1970-01-01` when the source knows none. */
  readonly startsOn: string;
  /** Where the price comes from, for whoever audits the entry. */
  readonly source: string;
  /** The day (UTC) that its list is of, `YYYY-MM-DD`. Not there of a list without one, and in entries of before it was kept. */
  readonly listedOn?: string;
}

/** The rates for a prompt of this length. */
export function ratesForPrompt(rates: Rates, promptTokens: number): TokenRates {
  return rates.tiers.findLast((tier) => promptTokens > tier.aboveInputTokens) ?? rates;
}

/** A rate as price lists write it, per million tokens and with every digit: `$0.125`. */
export function formatPerMillion(ratePico: bigint): string {
  return formatUsd(picoUsd(ratePico * 1_000_000n), { decimals: 'all' });
}

const bigintText = z.codec(z.string().regex(/^\d+$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (value) => value.toString(),
});

const tokenRates = {
  inputPico: bigintText,
  cacheReadPico: bigintText,
  cacheWritePico: bigintText,
  outputPico: bigintText,
};

const ratesCodec = z.object({
  ...tokenRates,
  tiers: z.array(z.object({ ...tokenRates, aboveInputTokens: z.int() })),
  startsOn: z.iso.date(),
  source: z.string(),
  listedOn: z.iso.date().optional(),
});

/** Rates as JSON can hold them: the same shape, each rate a string of digits. */
export type RatesJson = z.input<typeof ratesCodec>;

/** For a column of the database; `ratesFromJson` gives back the same. */
export function ratesToJson(rates: Rates): RatesJson {
  return ratesCodec.encode({ ...rates, tiers: [...rates.tiers] });
}

/** @throws ZodError when the value was not written by `ratesToJson`. */
export function ratesFromJson(json: unknown): Rates {
  return ratesCodec.parse(json);
}
