import { type SQL, sql } from 'drizzle-orm';
import type { Meter } from '../meters/store';
import { type Column, projectEvents } from '../rollups/projection';
import { type Rollup, slotNumber } from '../rollups/rollup';
import { isOneOf } from './filter';
import type { Range, Sources } from './sources';

export interface MeasurementsWanted {
  meter: Meter;
  /** Nothing when the sources name no cells. */
  rollup: Rollup | undefined;
  sources: Sources;
  /** Empty for all. */
  subjects: string[];
  /** Whether rows of different subjects must be told apart. */
  bySubject: boolean;
  /** Names of the meter's `groupBy`; the columns `g0`, `g1`, … follow them. */
  groups: string[];
}

/**
 * Selects what a meter measured, from cells and events alike: `at`, `first_at`, `last_at`, `events`, `subject`, `g0`…,
 * `value` (of several events, or of one) and `valid`, the number of events that had a value.
 */
export function measurements(wanted: MeasurementsWanted): SQL {
  const { sources, rollup } = wanted;
  const parts = sources.events.map((range) => fromEvents(wanted, within(sql`time`, range)));
  if (rollup) parts.push(...sources.cells.map((range) => fromCells(wanted, rollup, range)));
  if (parts.length === 0) parts.push(fromEvents(wanted, sql`false`));
  return sql.join(parts, sql.raw(' union all '));
}

function fromCells(
  { meter, subjects, bySubject, groups }: MeasurementsWanted,
  rollup: Rollup,
  range: Range,
): SQL {
  const groupColumns = groups.map(
    (key, index) =>
      sql`series.groups[${sql.raw(String(pathNumber(rollup, meter, key)))}] as ${group(index)}, `,
  );
  return sql`
    select cell.start as at, cell.first_at, cell.last_at, cell.events, series.subject,
      ${join(groupColumns)}${total(rollup, meter, 'value')} as value, ${total(rollup, meter, 'valid')} as valid
    from embedded_meter_series as series
    join embedded_meter_cells as cell on cell.series_id = series.id
    where series.rollup_id = ${rollup.id}::uuid and ${seriesOf(subjects, bySubject)}
      and ${within(sql`cell.start`, range)}`;
}

function seriesOf(subjects: string[], bySubject: boolean): SQL {
  if (subjects.length > 0) return isSubject(sql`series.subject`, subjects);
  return bySubject
    ? sql`hashtextextended(series.subject, 0) is not null`
    : sql`hashtextextended(series.subject, 0) is null`;
}

function total(rollup: Rollup, { aggregation, valueProperty }: Meter, column: 'value' | 'valid'): SQL {
  if (aggregation === 'COUNT' || (column === 'valid' && aggregation !== 'AVG')) return sql`null::numeric`;
  const fn =
    column === 'valid' ? 'count' : aggregation === 'MIN' ? 'min' : aggregation === 'MAX' ? 'max' : 'sum';
  const place = slotNumber(rollup, { fn, path: valueProperty ?? '$' });
  return sql`cell.totals[${sql.raw(String(place))}]`;
}

/** The place of a group value in a series, counted from 1 as Postgres does. */
function pathNumber(rollup: Rollup, meter: Meter, key: string): number {
  return rollup.paths.indexOf(meter.groupBy[key] ?? '') + 1;
}

function fromEvents({ meter, subjects, groups }: MeasurementsWanted, inRange: SQL): SQL {
  const columns = groups.map(
    (key, index): Column => ({ name: `g${index}`, path: meter.groupBy[key] ?? '$', as: 'text' }),
  );
  const path = meter.valueProperty;
  if (path !== null) {
    columns.push({ name: 'value', path, as: meter.aggregation === 'UNIQUE_COUNT' ? 'text' : 'number' });
  }
  const ofSubjects = subjects.length > 0 ? isSubject(sql`subject`, subjects) : sql`true`;
  const where = sql`namespace = ${meter.namespace} and type = ${meter.eventType} and ${ofSubjects} and ${inRange}`;
  const value = path === null ? sql`null::numeric` : sql`value`;
  return sql`
    select time as at, time as first_at, time as last_at, 1::bigint as events, subject,
      ${join(groups.map((_, index) => sql`${group(index)}, `))}${value} as value,
      (${value} is not null)::int::numeric as valid
    from (${projectEvents(columns, where)}) as event`;
}

/** By hash, which the index has, and then by name. */
function isSubject(column: SQL, subjects: string[]): SQL {
  const hashes = sql`select hashtextextended(value, 0)
    from jsonb_array_elements_text(${JSON.stringify(subjects)}::text::jsonb)`;
  return sql`hashtextextended(${column}, 0) = any(array(${hashes})) and ${isOneOf(column, subjects)}`;
}

function within(column: SQL, { from, to }: Range): SQL {
  return sql`${column} >= ${instant(from)} and ${column} < ${instant(to)}`;
}

/** An instant in SQL. Only whole seconds are written into the statement. */
export function instant(epochSeconds: number): SQL {
  return sql.raw(`to_timestamp(${Math.trunc(epochSeconds)})`);
}

/** The column of a group. */
export function group(index: number): SQL {
  return sql`${sql.identifier(`g${index}`)}`;
}

function join(parts: SQL[]): SQL {
  return sql.join(parts, sql.raw(''));
}
