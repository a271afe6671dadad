/**
 * A total as the nearest float64, or the average that it is of so many. Past the biggest it becomes the biggest, since
 * JSON has no infinity.
 *
 * @param total a numeric as Postgres prints it
 */
export function toFloat64(total: string, count = 1): number {
  const value = Number(total) / count;
  // What adds up to more than a float64 may well have an average that is one.
  return clamp(Number.isFinite(value) ? value : Number(wholePart(total) / BigInt(count)));
}

function wholePart(total: string): bigint {
  return BigInt(total.split('.', 1).join(''));
}

function clamp(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}
