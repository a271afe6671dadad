import { parseUsd } from '@/lib/money';
import type { ModelChoice } from '../list';

/** A model to choose, with prices in dollars per million tokens; null: unpriced. */
export function modelChoice(
  price: { input: string; output: string } | null,
  rest: Partial<ModelChoice> = {},
): ModelChoice {
  return {
    id: 'a-model',
    name: 'A model',
    description: '',
    contextWindow: 128_000,
    promptTokens: 128_000,
    replyTokens: 4_096,
    accepts: ['text'],
    tools: true,
    reasoning: false,
    price: price && ratesOf(perToken(price.input), perToken(price.output)),
    demo: false,
    ...rest,
  };
}

function perToken(usdPerMillion: string): bigint {
  return parseUsd(usdPerMillion) / 1_000_000n;
}

function ratesOf(inputPico: bigint, outputPico: bigint): ModelChoice['price'] {
  const rates = { inputPico, cacheReadPico: inputPico, cacheWritePico: inputPico, outputPico };
  return { ...rates, tiers: [], startsOn: '2026-01-01', source: 'made up' };
}
