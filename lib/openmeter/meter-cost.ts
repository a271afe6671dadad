import { PICO_PER_USD, type PicoUsd, parseUsd, picoUsd } from '../money';

/**
 * A sum of dollars as OpenMeter gives it, a float, back to the exact amount: the nearest one with 12 decimals. Costs
 * have at most 12, so this is exact while the float is less than half a pico-dollar off, that is up to some thousand
 * dollars a window, model and source.
 */
export function picoFromMeter(usd: number): PicoUsd {
  // From here on a float is whole, and `toFixed` writes it with an exponent.
  if (Math.abs(usd) >= 1e21) return picoUsd(BigInt(usd) * PICO_PER_USD);
  return parseUsd(usd.toFixed(12));
}
