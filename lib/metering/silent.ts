import { type SQL, sql } from 'drizzle-orm';

/** That the process of a generation has said nothing for so long. @param ms a number, or a column of numbers */
export function isSilentFor(ms: number | SQL): SQL {
  return sql`alive_at < now() - ${ms}::float8 * interval '1 millisecond'`;
}
