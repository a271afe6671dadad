import type { SQL } from 'drizzle-orm';
import { isObject } from '../json';
import type { Database } from './types';

export type Row = Record<string, unknown>;

/**
 * Runs a statement and parses each row of its answer. For what the query builder can't say; the drivers answer in
 * different shapes, and with different types for big numbers and instants, so `parse` must take both.
 */
export async function queryRows<T>(db: Database, query: SQL, parse: (row: Row) => T): Promise<T[]> {
  return rowsOf(await db.execute(query)).map(parse);
}

function rowsOf(result: unknown): Row[] {
  const rows = isObject(result) && 'rows' in result ? result.rows : result;
  if (!Array.isArray(rows)) throw new TypeError('The database driver answered in an unknown shape.');
  return Array.from(rows);
}
