import { type SQL, sql } from 'drizzle-orm';
import { instant } from './sql-instant';
import type { Period } from './time-zone';
import type { Windows } from './windows';

/**
 * The key of the window that an instant falls in, as a timestamp: for hours and minutes when it begins in UTC, for
 * days and months when it begins on the zone's clocks.
 */
export function windowKey(at: SQL, { size, grid }: Windows): SQL {
  const shift = shiftAt(at, grid);
  // Without `date_trunc` and `at time zone` where it can be: they are slow, and a month of a series has 720 hours.
  if (size === 'MONTH') return sql`date_trunc('MONTH', (${at} + ${shift}) at time zone 'UTC')`;
  const length = sql.raw(`interval '1 ${size}'`);
  const begins = sql`date_bin(${length}, ${at} + ${shift}, timestamptz '1970-01-01 00:00:00Z')`;
  return size === 'DAY' ? begins : sql`${begins} - ${shift}`;
}

function shiftAt(at: SQL, grid: Period[]): SQL {
  const periods = [...grid];
  const last = periods.pop();
  const otherwise = seconds(last?.offsetSeconds ?? 0);
  if (periods.length === 0) return otherwise;
  const cases = periods.map(
    ({ to, offsetSeconds }) => sql`when ${at} < ${instant(to)} then ${seconds(offsetSeconds)} `,
  );
  return sql`case ${sql.join(cases, sql.raw(''))}else ${otherwise} end`;
}

function seconds(offsetSeconds: number): SQL {
  return sql`${offsetSeconds}::int * interval '1 second'`;
}
