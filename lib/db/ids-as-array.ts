import { type SQL, sql } from 'drizzle-orm';

/** Ids as an array in SQL. One parameter however many they are, so that it stays one statement to the database. */
export function idsAsArray(ids: readonly string[], type: 'uuid' | 'bigint'): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::${sql.raw(type)})`;
}
