import type { ModelChoice } from '@/lib/models';
import { formatPerMillion } from '@/lib/pricing/rates';

/** `$0.25 in · $2.00 out per 1M tokens`, or `unpriced`, which is not the same as free. */
export function priceLine(price: ModelChoice['price']): string {
  return price ? `${shortPrice(price)} per 1M tokens` : 'unpriced';
}

/** `$0.25 in · $2.00 out` */
export function shortPrice(price: ModelChoice['price']): string {
  if (!price) return 'unpriced';
  return `${formatPerMillion(price.inputPico)} in · ${formatPerMillion(price.outputPico)} out`;
}
