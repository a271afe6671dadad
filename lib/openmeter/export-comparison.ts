import type { OpenMeter } from '@openmeter/sdk';
import { sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import { utcDay } from '../utc-day';
import { readBooks } from './audit/books';
import { compareTotals, type Difference } from './audit/compare';
import { mergeTotals } from './audit/day-totals';
import { type DayRange, dayRange } from './audit/days';
import { readMeter } from './audit/meter';

export interface ExportComparison {
  /** How many events the outbox has, and how many the meter counted on the same days. */
  events: { outbox: bigint; meter: bigint };
  differences: Difference[];
}

/**
 * Compares all that is in the outbox with the meter, for each user and UTC day.
 *
 * @throws what `readMeter` throws
 */
export async function compareExport(db: Database, openMeter: OpenMeter): Promise<ExportComparison> {
  const days = await daysOfOutbox(db);
  if (!days) return { events: { outbox: 0n, meter: 0n }, differences: [] };
  const { delivered, tried, waiting, parked } = await readBooks(db, days);
  const outbox = mergeTotals([delivered, tried, waiting, parked]);
  const meter = await readMeter(openMeter, days);
  return {
    events: { outbox: outbox.sum().requests, meter: meter.sum().requests },
    differences: compareTotals(['outbox', 'meter'], outbox, meter),
  };
}

async function daysOfOutbox(db: Database): Promise<DayRange | undefined> {
  const time = sql`(event ->> 'time')::timestamptz`;
  const [days] = await queryRows(
    db,
    sql`select extract(epoch from min(${time})) * 1000 as first, extract(epoch from max(${time})) * 1000 as last from outbox`,
    ({ first, last }) =>
      first === null
        ? undefined
        : dayRange({ from: utcDay(new Date(Number(first))), to: utcDay(new Date(Number(last))) }, new Date()),
  );
  return days;
}
