import { type SQL, sql } from 'drizzle-orm';

/**
 * That the process of a generation has said nothing for so long; or that it last did so in a time that is as far ahead, as the
 * clock of the database was put back since: who lives says so again, by the new time.
 *
 * @param ms a number, or a column of numbers
 */
export function isSilentFor(ms: number | SQL): SQL {
  const span = sql`${ms}::float8 * interval '1 millisecond'`;
  return sql`alive_at not between now() - ${span} and now() + ${span}`;
}
