import { type SQL, sql } from 'drizzle-orm';

/**
 * That a key's minute is over, which began at an instant. One that is to begin after more than a minute is, too: the clock of
 * the database was put back since. Less than that may be a call that waited for another, and has the earlier time.
 */
export function isMinuteOver(startedAt: SQL): SQL {
  return sql`(${startedAt} <= now() - interval '1 minute' or ${startedAt} > now() + interval '1 minute')`;
}
