import type { HandWrittenPrice } from './hand-written-price';

/**
 * Your own prices, in dollars per million tokens. From its first day each goes before every other price. Use them for
 * the models of a compatible server, for a model that the price book does not have yet, and for a discount you have
 * agreed on.
 *
 *     {
 *       provider: 'compatible',
 *       model: 'llama3.3:70b',
 *       prices: [{ startsOn: '2026-11-01', input: '0.20', output: '0.60' }],
 *     },
 *
 * docs/pricing.md tells more.
 */
export const CUSTOM_PRICES: readonly HandWrittenPrice[] = [];
