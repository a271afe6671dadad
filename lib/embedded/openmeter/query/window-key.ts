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
  const truncated = sql`date_trunc(${sql.raw(`'${size}'`)}, (${at} at time zone 'UTC') + ${shift})`;
  return size === 'HOUR' || size === 'MINUTE' ? sql`${truncated} - ${shift}` : truncated;
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
