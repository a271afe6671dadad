import { type SQL, sql } from 'drizzle-orm';
import type { Row } from './rows';

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
  return listOf(value).map((row) => Object(row));
}

/**
 * The numbers in a column of them.
 *
 * @throws TypeError when it is none
 */
export function numbersOfColumn(value: unknown): number[] {
  return listOf(value).map(Number);
}

/**
 * As `rowsAsColumn`, but column after column, for thousands of rows: Postgres writes it in half the time, since it
 * doesn't name each column in each row.
 *
 * @param names of the query's columns
 */
export function listsAsColumn(names: readonly string[], query: SQL): SQL {
  const lists = names.map((name) => sql`coalesce(json_agg(${sql.identifier(name)}), '[]')`);
  return sql`(select json_build_array(${sql.join(lists, sql`, `)}) from (${query}) as part)`;
}

/**
 * The rows in such a column.
 *
 * @throws TypeError when it is none
 */
export function rowsOfLists(names: readonly string[], value: unknown): Row[] {
  const lists = listOf(value).map(listOf);
  const rows = (lists[0] ?? []).map((): Row => ({}));
  for (const [place, name] of names.entries()) {
    for (const [index, row] of rows.entries()) row[name] = lists[place]?.[index];
  }
  return rows;
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError('The database answered with something that is no list.');
  return value;
}
