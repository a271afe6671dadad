import type { ModelChoice } from '@/lib/models';
import { formatUsd, parseUsd } from '@/lib/money';

/** `$0.25 in · $2.00 out per 1M tokens`, or `unpriced`, which is not the same as free. */
export function priceLine(price: ModelChoice['price']): string {
  return price ? `${shortPrice(price)} per 1M tokens` : 'unpriced';
}

/** `$0.25 in · $2.00 out` */
export function shortPrice(price: ModelChoice['price']): string {
  if (!price) return 'unpriced';
  return `${perMillion(price.inputUsdPerMillion)} in · ${perMillion(price.outputUsdPerMillion)} out`;
}

function perMillion(usd: string): string {
  return formatUsd(parseUsd(usd), { decimals: 'all' });
}
