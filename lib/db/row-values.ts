import { type PicoUsd, picoUsd } from '../money';

/** Values of a raw statement’s row, in whichever type a driver or JSON gives them. */

/** null for whatever is no text. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A whole number, however large. @throws SyntaxError for whatever is none, null too */
export function bigintOf(value: unknown): bigint {
  return BigInt(String(value));
}

/** As `bigintOf`, but null where the column is null. */
export function bigintOrNull(value: unknown): bigint | null {
  return value === null || value === undefined ? null : bigintOf(value);
}

/** A column of whole pico-dollars. @throws SyntaxError for whatever is no whole number, null too */
export function picoOf(value: unknown): PicoUsd {
  return picoUsd(bigintOf(value));
}

/** As `picoOf`, but null where the column is null. */
export function picoOrNull(value: unknown): PicoUsd | null {
  return value === null || value === undefined ? null : picoOf(value);
}

/** For columns with a time zone: the text of one without would be read in the zone of the process. */
export function instantOf(value: unknown): Date {
  return value instanceof Date ? value : new Date(String(value));
}

/** As `instantOf`, but null where the column is null. */
export function instantOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : instantOf(value);
}
