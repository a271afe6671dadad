import { type PicoUsd, parseUsd } from '../money';

/**
 * A sum of dollars as OpenMeter gives it, a float, back to the exact amount: the nearest one with 12 decimals. Costs
 * have at most 12, so this is exact while the float is less than half a pico-dollar off, that is up to some thousand
 * dollars a window, model and way in.
 */
export function picoFromMeter(usd: number): PicoUsd {
  return parseUsd(usd.toFixed(12));
}
