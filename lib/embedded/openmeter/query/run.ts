import { type SQL, sql } from 'drizzle-orm';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { EARLIEST_EPOCH_SECONDS, LATEST_EPOCH_SECONDS } from '../events/store';
import type { Timestamp } from '../http/timestamp';
import type { Meter } from '../meters/store';
import type { Rollup } from '../rollups/rollup';
import { matches } from './filter';
import { group, measurements } from './measurements';
import type { MeterQuery } from './parameters';
import { type Range, type Sources, sourcesOf } from './sources';
import { windowKey } from './window-key';
import { type Windows, windowsOf } from './windows';

/** One value of a meter: of a window, a subject and group values, where these were asked for. */
export interface MeterRow {
  value: number;
  windowStart: Timestamp;
  windowEnd: Timestamp;
  subject: string | null;
  groupBy: Record<string, string>;
}

/** How the answer is cut into rows. */
interface Cut {
  query: MeterQuery;
  /** Nothing when there is one window for all. */
  windows: Windows | undefined;
  /** Names of the meter's `groupBy` that are shown or filtered by, in the order of the columns `g0`, `g1`, … */
  groups: string[];
}

/** A meter, and the rollup that can answer for it if there is one. */
export interface Metered {
  meter: Meter;
  rollup: Rollup | null;
}

/** Answers a query, ordered by window, then by subject and group values. */
export async function runQuery(db: Database, metered: Metered, query: MeterQuery): Promise<MeterRow[]> {
  const { meter } = metered;
  const { windowSize, timeZone = 'UTC' } = query;
  // Quarters of an hour can't answer for minutes.
  const rollup = windowSize === 'MINUTE' ? null : metered.rollup;
  const range = await rangeOf(db, meter, query);
  const windows = windowSize && windowsOf(windowSize, timeZone, range.from, range.to);
  const shownGroups = query.groupBy.filter((key) => key !== 'subject');
  const groups = [...new Set([...shownGroups, ...query.filters.keys()])];
  const wanted = {
    meter,
    subjects: query.subjects,
    bySubject: query.groupBy.includes('subject'),
    groups,
    windowKey: windows && ((at: SQL) => windowKey(at, windows)),
  };
  const sources = rollup ? sourcesOf(range, windowSize, windows?.grid ?? []) : eventsOnly(range);
  const cut = { query, windows, groups };
  const statement = addUp(meter, measurements(wanted, rollup, sources), cut);
  const rows = await queryRows(db, statement, (row) => toMeterRow(row, cut));
  return rows.filter((row) => row !== undefined);
}

const YEAR_SECONDS = 366 * 86_400;

/**
 * The seconds that can count. Where windows follow a zone's clocks for long, the first and the last event of the
 * namespace bound them, so that no century of clock changes is worked out for nothing.
 */
async function rangeOf(
  db: Database,
  meter: Meter,
  { from, to, windowSize, timeZone }: MeterQuery,
): Promise<Range> {
  const eventFrom = meter.eventFrom ? Math.floor(meter.eventFrom.getTime() / 1_000) : EARLIEST_EPOCH_SECONDS;
  const asked: Range = {
    from: Math.max(from?.epochSeconds ?? EARLIEST_EPOCH_SECONDS, eventFrom, EARLIEST_EPOCH_SECONDS),
    to: Math.min(to?.epochSeconds ?? LATEST_EPOCH_SECONDS + 1, LATEST_EPOCH_SECONDS + 1),
  };
  if (!windowSize || !timeZone || asked.to - asked.from <= YEAR_SECONDS) return asked;
  const [known] = await queryRows(
    db,
    sql`select ${epoch(sql`min(time)`)} as first, ${epoch(sql`max(time)`)} as last
      from embedded_meter_events where namespace = ${meter.namespace}`,
    (row) => ({ from: Number(row.first ?? 0), to: Number(row.last ?? 0) + 1 }),
  );
  if (!known) return asked;
  return { from: Math.max(asked.from, known.from), to: Math.min(asked.to, known.to) };
}

function eventsOnly(range: Range): Sources {
  return { hours: [], quarters: [], events: [range] };
}

/** One row for each window, subject and combination of group values, as far as they are asked for. */
function addUp(meter: Meter, measured: SQL, { query, windows, groups }: Cut): SQL {
  const shown = query.groupBy.map((key) => (key === 'subject' ? sql`subject` : group(groups.indexOf(key))));
  const cutBy = commaList([...(windows ? [sql`window_key`] : []), ...shown]);
  const filters = groups.map(
    (key, index) => sql` and ${matches(group(index), query.filters.get(key) ?? {})}`,
  );
  const starts = windows ? sql`window_key` : minuteOf(sql`min(first_at)`);
  return sql`
    select ${aggregate(meter)}, ${epoch(starts)} as starts, ${epoch(minuteOf(sql`max(last_at)`))} as last_minute
      ${sql.join(shown.map((column) => sql`, ${column}`))}
    from (${measured}) as measured
    where true${sql.join(filters)}
    ${windows || shown.length > 0 ? sql`group by ${cutBy} order by ${cutBy}` : sql``}`;
}

function aggregate({ aggregation }: Meter): SQL {
  switch (aggregation) {
    case 'SUM':
      return sql`sum(value)::text as value`;
    case 'COUNT':
      return sql`coalesce(sum(events), 0)::text as value`;
    case 'UNIQUE_COUNT':
      return sql`(count(distinct value) filter (where value <> 'null'))::text as value`;
    case 'AVG':
      return sql`sum(value)::text as value, sum(valid)::text as valid`;
    case 'MIN':
      return sql`min(value)::text as value`;
    case 'MAX':
      return sql`max(value)::text as value`;
    case 'LATEST':
      return sql`((array_agg(value order by last_at desc) filter (where value is not null))[1])::text as value`;
  }
}

/** A row of the answer; nothing where no event had a valid value. */
function toMeterRow(row: Row, { query, windows, groups }: Cut): MeterRow | undefined {
  if (row.value === null) return undefined;
  const starts = Number(row.starts ?? 0);
  const shownGroups = query.groupBy.filter((key) => key !== 'subject');
  return {
    value: toFloat64(row.value) / Number(row.valid ?? 1),
    windowStart: windows?.startOf(starts) ?? query.from ?? utc(starts),
    windowEnd: windows?.endOf(starts) ?? query.to ?? utc(Number(row.last_minute ?? 0) + 60),
    subject: query.groupBy.includes('subject') ? String(row.subject) : null,
    groupBy: Object.fromEntries(shownGroups.map((key) => [key, String(row[`g${groups.indexOf(key)}`])])),
  };
}

/** The nearest float64; a sum past the biggest becomes the biggest, since JSON has no infinity. */
function toFloat64(text: unknown): number {
  return Math.min(Math.max(Number(text), -Number.MAX_VALUE), Number.MAX_VALUE);
}

function utc(epochSeconds: number): Timestamp {
  return { epochSeconds, fraction: '', offsetSeconds: 0 };
}

function minuteOf(at: SQL): SQL {
  return sql`date_trunc('minute', ${at} at time zone 'UTC')`;
}

function epoch(at: SQL): SQL {
  return sql`extract(epoch from ${at})::bigint::text`;
}

function commaList(parts: SQL[]): SQL {
  return sql.join(parts, sql.raw(', '));
}
