import { type SQL, sql } from 'drizzle-orm';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { EARLIEST_EPOCH_SECONDS, LATEST_EPOCH_SECONDS } from '../events/store';
import type { Timestamp } from '../http/timestamp';
import type { Meter } from '../meters/store';
import type { Rollup } from '../rollups/rollup';
import { getRollup } from '../rollups/store';
import { matches } from './filter';
import { group, measurements } from './measurements';
import type { MeterQuery } from './parameters';
import { type Range, sourcesOf } from './sources';
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

/** Answers a query, ordered by window, then by subject and group values. */
export async function runQuery(db: Database, meter: Meter, query: MeterQuery): Promise<MeterRow[]> {
  const range = await rangeOf(db, meter, query);
  const windows =
    query.windowSize && windowsOf(query.windowSize, query.timeZone ?? 'UTC', range.from, range.to);
  const rollup = await usableRollup(db, meter, query);
  const grid = windows?.grid ?? [{ ...range, offsetSeconds: 0 }];
  const groups = [...new Set([...query.groupBy.filter((key) => key !== 'subject'), ...query.filters.keys()])];
  const bySubject = query.groupBy.includes('subject');
  const measured = measurements({
    meter,
    rollup,
    sources: rollup ? sourcesOf(range, grid) : { cells: [], events: range.from < range.to ? [range] : [] },
    subjects: query.subjects,
    bySubject,
    groups,
  });
  const conditions = groups.map((key, index) => matches(group(index), query.filters.get(key) ?? {}));
  const shown = query.groupBy.map((key) => (key === 'subject' ? sql`subject` : group(groups.indexOf(key))));
  const cut = [...(windows ? [sql`window_key`] : []), ...shown];
  const rows = await queryRows(
    db,
    sql`select ${aggregate(meter)},
        ${epoch(windows ? sql`window_key` : sql`date_trunc('minute', min(first_at) at time zone 'UTC')`)} as starts,
        ${epoch(sql`date_trunc('minute', max(last_at) at time zone 'UTC')`)} as last_minute
        ${sql.join(shown.map((column) => sql`, ${column}`))}
      from (
        select *${windows ? sql`, ${windowKey(sql`at`, windows)} as window_key` : sql``} from (${measured}) as measured
        where ${sql.join([sql`true`, ...conditions], sql.raw(' and '))}
      ) as cut
      ${cut.length > 0 ? sql`group by ${list(cut)} order by ${list(cut)}` : sql``}`,
    (row) => toMeterRow(row, { query, windows, groups }),
  );
  return rows.filter((row) => row !== undefined);
}

/**
 * The seconds that can count. Where a query has no beginning or end, and its windows follow a zone's clocks, the
 * first and the last event of the namespace bound it, so that no century of clock changes is worked out.
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
  if ((from && to) || !windowSize || !timeZone) return asked;
  const [known] = await queryRows(
    db,
    sql`select ${epoch(sql`min(time)`)} as first, ${epoch(sql`max(time)`)} as last
      from embedded_meter_events where namespace = ${meter.namespace}`,
    (row) => ({ from: Number(row.first ?? 0), to: Number(row.last ?? 0) + 1 }),
  );
  if (!known) return asked;
  return { from: Math.max(asked.from, known.from), to: Math.min(asked.to, known.to) };
}

/** Quarters of an hour can't answer for minutes. */
async function usableRollup(db: Database, meter: Meter, query: MeterQuery): Promise<Rollup | undefined> {
  if (meter.rollupId === null || query.windowSize === 'MINUTE') return undefined;
  return getRollup(db, meter.rollupId);
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
      return sql`((array_agg(value order by at desc) filter (where value is not null))[1])::text as value`;
  }
}

interface Cut {
  query: MeterQuery;
  windows: Windows | undefined;
  groups: string[];
}

/** A row of the answer; nothing where no event had a valid value. */
function toMeterRow(row: Row, { query, windows, groups }: Cut): MeterRow | undefined {
  if (row.value === null) return undefined;
  const starts = Number(row.starts ?? 0);
  const keys = query.groupBy.filter((key) => key !== 'subject');
  return {
    value: toFloat64(row.value) / (row.valid === undefined ? 1 : Number(row.valid)),
    windowStart: windows?.startOf(starts) ?? query.from ?? utc(starts),
    windowEnd: windows?.endOf(starts) ?? query.to ?? utc(Number(row.last_minute ?? 0) + 60),
    subject: query.groupBy.includes('subject') ? String(row.subject) : null,
    groupBy: Object.fromEntries(keys.map((key) => [key, String(row[`g${groups.indexOf(key)}`])])),
  };
}

/** The nearest float64; a sum past the biggest becomes the biggest, since JSON has no infinity. */
function toFloat64(text: unknown): number {
  return Math.min(Math.max(Number(text), -Number.MAX_VALUE), Number.MAX_VALUE);
}

function utc(epochSeconds: number): Timestamp {
  return { epochSeconds, fraction: '', offsetSeconds: 0 };
}

function epoch(instant: SQL): SQL {
  return sql`extract(epoch from ${instant})::bigint::text`;
}

function list(parts: SQL[]): SQL {
  return sql.join(parts, sql.raw(', '));
}
