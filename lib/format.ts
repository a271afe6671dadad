import { formatUsd, type PicoUsd, picoUsd } from './money';

const COUNT = new Intl.NumberFormat('en-GB');

/** `1,234,567`. */
export function formatCount(count: number | bigint): string {
  return COUNT.format(count);
}

/**
 * A cost, or the word that says that none is known. Never `$0` for what has no price.
 *
 * @param costPico also in decimal digits, as it travels to the browser
 */
export function formatCost(costPico: PicoUsd | string | null): string {
  return costPico === null ? 'unpriced' : formatUsd(picoUsd(BigInt(costPico)));
}

/** The cost of several requests, some of which may have no price: `$0.0021 + unpriced`. */
export function formatSum(costPico: PicoUsd | string | null, unpricedRequests: number): string {
  const cost = formatCost(costPico);
  return costPico !== null && unpricedRequests > 0 ? `${cost} + unpriced` : cost;
}
