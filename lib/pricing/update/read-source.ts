import type {
  ConditionalPrice,
  MatchLogic,
  ModelInfo,
  ModelPrice,
  TieredPrices,
} from '@pydantic/genai-prices';
import { picoPerToken } from '../hand-written-price';
import type { ListedModel, PriceRow } from '../price-list';

/** The first day of a price that the source does not date. */
export const NO_START_DATE = '1970-01-01';

/**
 * Reads one model of `@pydantic/genai-prices` as the price book keeps it. What cannot be charged rightly by counting
 * text tokens stays in the book without a price, with the reason, so that no broader rule prices it.
 *
 * @throws Error when a price is not exact in pico-USD per token, or a rule or condition is of an unknown kind.
 */
export function readModel(source: ModelInfo): ListedModel {
  const names = readNames(source);
  const unpriced = whyUnpriced(source);
  if (unpriced) return { ...names, unpriced };
  return { ...names, prices: conditionalPrices(source).map((price) => readRow(source.id, price)) };
}

function readNames({ id, match }: ModelInfo): Pick<ListedModel, 'model' | 'ids' | 'patterns'> {
  const rules = 'or' in match ? match.or : [match];
  const ids = rules.flatMap((rule) => ('equals' in rule ? [rule.equals] : []));
  const patterns = rules.flatMap((rule) => ('equals' in rule ? [] : [toPattern(id, rule)]));
  // The source prices some ids by their siblings' tokens, though more than tokens is charged for them.
  const chargedByTokens = ids.filter((each) => chargedBeyondTokens(id) || !chargedBeyondTokens(each));
  return { model: id, ids: chargedByTokens, ...(patterns.length > 0 && { patterns }) };
}

function toPattern(id: string, rule: MatchLogic): string {
  if ('regex' in rule) return rule.regex;
  if ('starts_with' in rule) return `^${escapeForPattern(rule.starts_with)}`;
  if ('contains' in rule) return escapeForPattern(rule.contains);
  throw new Error(`${id} is matched by a rule that is not understood: ${JSON.stringify(rule)}`);
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function whyUnpriced(source: ModelInfo): string | undefined {
  const prices = conditionalPrices(source);
  if (prices.some(({ constraint }) => constraint?.type === 'time_of_date')) {
    return 'its price depends on the time of day';
  }
  if (/openrouter/i.test(source.price_comments ?? '')) {
    return 'the source took its price from OpenRouter, not from the vendor';
  }
  return (
    chargedBeyondTokens(source.id) ??
    prices.map(({ prices }) => whyNotByTokens(source.id, prices)).find(Boolean)
  );
}

function chargedBeyondTokens(id: string): string | undefined {
  if (/audio|realtime|transcribe|whisper|tts|image/.test(id))
    return 'audio and images have prices of their own';
  if (/search-preview|deep-research/.test(id)) return 'each of its web searches is charged beside the tokens';
  return undefined;
}

/** Charged only when the caller turns the vendor's own search tools on, which the app never does. */
const SEARCH_TOOLS = ['web_searches_kcount', 'storage_searches_kcount'];
const TOKEN_PRICES = ['input_mtok', 'cache_read_mtok', 'cache_write_mtok', 'output_mtok'];

function whyNotByTokens(id: string, prices: ModelPrice): string | undefined {
  const other = Object.keys(prices).find((key) => ![...TOKEN_PRICES, ...SEARCH_TOOLS].includes(key));
  if (other) return `it has a price that is not per text token: ${other}`;
  if (prices.input_mtok === undefined) return 'the source lists no token price';
  if (prices.output_mtok === undefined && !isEmbedding(id)) return 'the source lists no price for output';
  return undefined;
}

function isEmbedding(id: string): boolean {
  return id.includes('embedding');
}

function conditionalPrices({ prices }: ModelInfo): ConditionalPrice[] {
  return Array.isArray(prices) ? prices : [{ prices }];
}

function readRow(id: string, { constraint, prices }: ConditionalPrice): PriceRow {
  const startsOn = constraint?.type === 'start_date' ? constraint.start_date : NO_START_DATE;
  const limits = [...new Set(Object.values(prices).flatMap(tierStarts))].sort((a, b) => a - b);
  return {
    startsOn,
    ...readRates(id, prices, 0),
    ...(limits.length > 0 && {
      tiers: limits.map((limit) => ({ aboveInputTokens: limit, ...readRates(id, prices, limit + 1) })),
    }),
  };
}

function readRates(id: string, prices: ModelPrice, promptTokens: number) {
  const rate = (key: string) => {
    const price = prices[key];
    return price === undefined ? undefined : readRate(id, key, usdPerMillion(price, promptTokens));
  };
  const cacheReadPico = rate('cache_read_mtok');
  const cacheWritePico = rate('cache_write_mtok');
  return {
    inputPico: rate('input_mtok') ?? 0,
    ...(cacheReadPico !== undefined && { cacheReadPico }),
    ...(cacheWritePico !== undefined && { cacheWritePico }),
    // An embedding generates nothing, so it has no price for output.
    outputPico: rate('output_mtok') ?? 0,
  };
}

function readRate(id: string, key: string, usd: number): number {
  try {
    return picoPerToken(String(usd));
  } catch (cause) {
    throw new Error(
      `The source's ${key} of ${id}, ${usd}, cannot be kept exactly. Leave the model out or fix it.`,
      {
        cause,
      },
    );
  }
}

/** In the source a tier applies to the whole request once the prompt has more tokens than its start. */
function usdPerMillion(price: number | TieredPrices, promptTokens: number): number {
  if (typeof price === 'number') return price;
  return price.tiers.findLast((tier) => promptTokens > tier.start)?.price ?? price.base;
}

function tierStarts(price: number | TieredPrices | undefined): number[] {
  return typeof price === 'object' ? price.tiers.map((tier) => tier.start) : [];
}
