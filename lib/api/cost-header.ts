import { type PicoUsd, usdDecimal } from '../money';

/** Says in a header what a call has cost; of a model without a price, nothing. */
export function tellCost(headers: Headers, { costPico }: { costPico: PicoUsd | null }): void {
  if (costPico !== null) headers.set('x-cost-usd', usdDecimal(costPico));
}
