import { type SQL, sql } from 'drizzle-orm';
import type { Row } from '@/lib/db/rows';

/**
 * The rows of a query as one column, so that several queries go to the database as one statement. They come as JSON:
 * what may be bigger than 2^53 must be text in it, and instants are text.
 */
export function rowsAsColumn(query: SQL): SQL {
  return sql`(select coalesce(json_agg(part), '[]'::json) from (${query}) as part)`;
}

/**
 * The rows in such a column.
 *
 * @throws TypeError when it is none
 */
export function rowsOfColumn(value: unknown): Row[] {
  if (!Array.isArray(value))
    throw new TypeError('The database answered with something that is no list of rows.');
  return value.map((row) => Object(row));
}

/** An instant, as a driver or as JSON gives it. */
export function instantOf(value: unknown): Date {
  return value instanceof Date ? value : new Date(String(value));
}

export function instantOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : instantOf(value);
}

export function bigintOf(value: unknown): bigint {
  return BigInt(String(value));
}

export function bigintOrNull(value: unknown): bigint | null {
  return value === null || value === undefined ? null : bigintOf(value);
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
