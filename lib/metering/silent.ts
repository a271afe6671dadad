import { type SQL, sql } from 'drizzle-orm';

/**
 * That the process of a generation, or of a request with an Idempotency-Key, has said nothing for so long; or that it last did
 * so in a time that is as far ahead, as the clock of the database was put back since: who lives says so again, by the new time.
 *
 * @param ms a number, or a column of numbers
 */
export function isSilentFor(ms: number | SQL): SQL {
  const span = sql`${ms}::float8 * interval '1 millisecond'`;
  // A statement that waited for a lock began before what the living said meanwhile.
  return sql`alive_at not between now() - ${span} and clock_timestamp() + ${span}`;
}
