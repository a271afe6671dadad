import { type SQL, sql } from 'drizzle-orm';

/**
 * A live process says so every two seconds (`BEAT_MS`); one that was silent for so long is dead, or has lost the database.
 * Should it come back, it learns with its next checkpoint that its generations have ended, and stops them.
 */
export const DEAD_AFTER_MS = 15_000;

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
