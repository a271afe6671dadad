import { type PicoUsd, picoUsd } from '../money';

/** Columns of a raw statement's row, in whichever type a driver or JSON gives them. */

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function bigintOf(value: unknown): bigint {
  return BigInt(String(value));
}

export function bigintOrNull(value: unknown): bigint | null {
  return value === null || value === undefined ? null : bigintOf(value);
}

export function picoOf(value: unknown): PicoUsd {
  return picoUsd(bigintOf(value));
}

export function picoOrNull(value: unknown): PicoUsd | null {
  return value === null || value === undefined ? null : picoOf(value);
}

export function instantOf(value: unknown): Date {
  return value instanceof Date ? value : new Date(String(value));
}

export function instantOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : instantOf(value);
}
