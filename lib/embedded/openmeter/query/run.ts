import { type SQL, sql } from 'drizzle-orm';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { EARLIEST_EPOCH_SECONDS, endWithinEvents, LATEST_EPOCH_SECONDS } from '../events/store';
import type { Timestamp } from '../http/timestamp';
import type { Meter, Metered } from '../meters/store';
import type { Rollup } from '../rollups/rollup';
import { matches } from './filter';
import { toFloat64 } from './float64';
import { column, group, measurements } from './measurements';
import type { MeterQuery } from './parameters';
import { RollupGoneError } from './rollup-gone';
import { type Range, sourcesOf } from './sources';
import { windowKey } from './window-key';
import { type Windows, windowsOf } from './windows';

/** One value of a meter: of a window, a subject and group values, where these were asked for. */
export interface MeterRow {
  value: number;
  windowStart: Timestamp;
  windowEnd: Timestamp;
  subject: string | null;
  /** Keys sorted, as Go prints a map. */
  groupBy: Record<string, string>;
}

/** How the answer is cut into rows. */
interface Cut {
  query: MeterQuery;
  /** Nothing when there is one window for all. */
  windows: Windows | undefined;
  /** Names of the meters' `groupBy` that are shown or filtered by, in the order of the columns `g0`, `g1`, … */
  groups: string[];
}

/** What is asked of several meters that are cut alike: of the same events, from the same day on, by the same groups. */
export interface MetersQuery {
  meters: Meter[];
  /** The rollup that can answer for them all, if there is one. Without it there is one meter. */
  rollup: Rollup | null;
  query: MeterQuery;
}

/**
 * Answers one meter's query, ordered by window, then by the bytes of subject and group values.
 *
 * @throws RollupGoneError
 */
export async function runQueryOf(
  db: Database,
  { meter, rollup }: Metered,
  query: MeterQuery,
): Promise<MeterRow[]> {
  return (await runQuery(db, { meters: [meter], rollup, query })).get(meter.id) ?? [];
}

/**
 * Answers for each meter, by its id, with one statement.
 *
 * @throws RollupGoneError
 */
export async function runQuery(db: Database, asked: MetersQuery): Promise<Map<string, MeterRow[]>> {
  const { meters, query } = asked;
  const [meter] = meters;
  if (!meter) return new Map();
  const { windowSize, timeZone = 'UTC' } = query;
  // Quarters of an hour can't answer for minutes.
  const rollup = windowSize === 'MINUTE' ? null : asked.rollup;
  const range = await rangeOf(db, meter, query);
  const windows = windowSize && windowsOf(windowSize, timeZone, range.from, range.to);
  const shownGroups = query.groupBy.filter((key) => key !== 'subject');
  const groups = [...new Set([...shownGroups, ...query.filters.keys()])];
  const wanted = {
    meters,
    subjects: query.subjects,
    bySubject: query.groupBy.includes('subject'),
    groups,
    windowKey: windows && ((at: SQL) => windowKey(at, windows)),
  };
  const sources = rollup
    ? sourcesOf(range, windowSize, windows?.grid ?? [])
    : { hours: [], quarters: [], events: [range] };
  const cut = { query, windows, groups };
  const statement = whileKept(rollup, addUp(meters, measurements(wanted, rollup, sources), cut), cut);
  const answer = await queryRows(db, statement, (row) => row);
  if (answer[0]?.kept !== true) throw new RollupGoneError();
  const placeOf = placesOf(cut);
  const rows = answer.filter(({ found }) => found === true).map((row) => ({ row, place: placeOf(row) }));
  return new Map(meters.map((each, index) => [each.id, rows.flatMap((found) => meterRows(found, index))]));
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
    from: endWithinEvents(Math.max(from?.epochSeconds ?? EARLIEST_EPOCH_SECONDS, eventFrom)),
    to: endWithinEvents(to?.epochSeconds ?? LATEST_EPOCH_SECONDS + 1),
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

/** One row for each window, subject and combination of group values, as far as they are asked for. */
function addUp(meters: Meter[], measured: SQL, cut: Cut): SQL {
  const { query, windows, groups } = cut;
  const cutBy = [...windowColumn(cut), ...textsOf(cut)];
  const filters = groups.map(
    (key, index) => sql` and ${matches(group(index), query.filters.get(key) ?? {})}`,
  );
  const starts = windows ? sql`window_key` : minuteOf(sql`min(first_at)`);
  return sql`
    select true as found, ${commaList(meters.map(aggregate))},
      ${epoch(starts)} as starts, ${epoch(minuteOf(sql`max(last_at)`))} as last_minute
      ${sql.join(cutBy.map((column) => sql`, ${column}`))}
    from (${measured}) as measured
    where true${sql.join(filters)}
    ${cutBy.length > 0 ? sql`group by ${commaList(cutBy)}` : sql``}`;
}

/** The columns that tell the rows of an answer apart: the window, where there are several, and the texts. */
const windowColumn = ({ windows }: Cut): SQL[] => (windows ? [sql`window_key`] : []);
const textsOf = ({ query, groups }: Cut): SQL[] =>
  query.groupBy.map((key) => (key === 'subject' ? sql`subject` : group(groups.indexOf(key))));

/**
 * The rows of an answer in order, each with whether the rollup is kept: sums from one that is gone look like sums of
 * nothing. Where there is no row at all, one says just that.
 */
function whileKept(rollup: Rollup | null, answer: SQL, cut: Cut): SQL {
  const kept = rollup
    ? sql`exists (select from embedded_meter_rollups where id = ${rollup.id}::uuid)`
    : sql`true`;
  const texts = textsOf(cut);
  // As one list: each of a thousand texts with a collation would be one more column.
  const byBytes = texts.length > 0 ? [sql`array[${commaList(texts)}] collate "C"`] : [];
  const order = [...windowColumn(cut), ...byBytes];
  return sql`
    select * from (select ${kept} as kept) as rollup left join (${answer}) as answer on kept
    ${order.length > 0 ? sql`order by ${commaList(order)}` : sql``}`;
}

/** The columns of a meter: what it comes to, and for an average the number that it is divided by. */
function aggregate({ aggregation }: Meter, index: number): SQL {
  const [value, valid] = [column('value', index), column('valid', index)];
  const [result, count] = [column('result', index), column('count', index)];
  switch (aggregation) {
    case 'SUM':
      return sql`sum(${value})::text as ${result}`;
    case 'COUNT':
      return sql`coalesce(sum(events), 0)::text as ${result}`;
    case 'UNIQUE_COUNT':
      return sql`(count(distinct ${value}) filter (where ${value} <> 'null'))::text as ${result}`;
    case 'AVG':
      return sql`sum(${value})::text as ${result}, sum(${valid})::text as ${count}`;
    case 'MIN':
      return sql`min(${value})::text as ${result}`;
    case 'MAX':
      return sql`max(${value})::text as ${result}`;
    case 'LATEST':
      return sql`((array_agg(${value} order by last_at desc) filter (where ${value} is not null))[1])::text as ${result}`;
  }
}

type Place = Omit<MeterRow, 'value'>;

/** Where a row of the statement belongs. */
function placesOf({ query, windows, groups }: Cut): (row: Row) => Place {
  const shownGroups = query.groupBy
    .filter((key) => key !== 'subject')
    .sort()
    .map((key) => ({ key, column: `g${groups.indexOf(key)}` }));
  const bySubject = query.groupBy.includes('subject');
  const windowOf = windows ? windowByKey(windows) : wholeRange(query);
  return (row) => {
    const { windowStart, windowEnd } = windowOf(row);
    return {
      windowStart,
      windowEnd,
      subject: bySubject ? String(row.subject) : null,
      groupBy: Object.fromEntries(shownGroups.map(({ key, column }) => [key, String(row[column])])),
    };
  };
}

type Window = Pick<MeterRow, 'windowStart' | 'windowEnd'>;

/** All rows of a window share its two instants. */
function windowByKey(windows: Windows): (row: Row) => Window {
  const known = new Map<number, Window>();
  return (row) => {
    const key = Number(row.starts);
    const window = known.get(key) ?? { windowStart: windows.startOf(key), windowEnd: windows.endOf(key) };
    known.set(key, window);
    return window;
  };
}

/** What was asked for, or else from the minute of the first event to that of the last. */
function wholeRange({ from, to }: MeterQuery): (row: Row) => Window {
  return ({ starts, last_minute }) => ({
    windowStart: from ?? utc(Number(starts ?? 0)),
    windowEnd: to ?? utc(Number(last_minute ?? 0) + 60),
  });
}

/** A row of the answer of one meter; none where no event had a valid value. */
function meterRows({ row, place }: { row: Row; place: Place }, index: number): MeterRow[] {
  const result = row[`result${index}`];
  if (result === null) return [];
  const { windowStart, windowEnd, subject, groupBy } = place;
  const value = toFloat64(String(result), Number(row[`count${index}`] ?? 1));
  return [{ value, windowStart, windowEnd, subject, groupBy }];
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
