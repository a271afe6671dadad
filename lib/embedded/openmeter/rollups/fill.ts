import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { type Column, projectEvents } from './projection';
import { type Rollup, type Slot, valuePathsOf } from './rollup';

const QUARTERS = [0, 1, 2, 3] as const;

/** Adds all events of a rollup that are kept already. */
export async function addAllToHours(tx: Database, rollup: Rollup): Promise<void> {
  const events = projectedFor(rollup, sql`embedded_meter_events`, sql`namespace = ${rollup.namespace}`);
  await tx.execute(sql`with ${addingToHours(rollup, events, 0)} select`);
}

/**
 * Statements for a `with` that add events to the hours of rollups: each event to the series of its subject, and to the
 * one over all subjects. They lock the rollups one after the other, of each the series before the hours and both in the
 * order of their keys, so that batches never deadlock.
 *
 * @param events the name of what has the columns of `embedded_meter_events`
 */
export function addingToHoursOf(rollups: Rollup[], events: SQL): SQL {
  const each = rollups.map((rollup, index) =>
    addingToHours(rollup, projectedFor(rollup, events, sql`true`), index),
  );
  return commaList(each);
}

function projectedFor(rollup: Rollup, events: SQL, where: SQL): SQL {
  const groups = rollup.paths.map((path, index): Column => ({ name: `g${index}`, path, as: 'text' }));
  const values = valuePathsOf(rollup).map(
    (path, index): Column => ({ name: `v${index}`, path, as: 'number' }),
  );
  return projectEvents([...groups, ...values], sql`${where} and type = ${rollup.eventType}`, events);
}

/** @param index tells the names of several rollups apart */
function addingToHours(rollup: Rollup, projected: SQL, index: number): SQL {
  const name = (part: string) => sql.identifier(`${part}${index}`);
  const groups = rollup.paths.map((_, place) => sql.identifier(`g${place}`));
  const cut = commaList([sql`start`, ...groups]);
  return sql`
    ${name('hours')} as (
      select subject, array[${commaList(groups)}]::text[] as groups, start,
        min(time) as first_at, max(time) as last_at,
        ${totalsOf(rollup)} as totals, ${commaList(QUARTERS.map((quarter) => quarterTotals(rollup, quarter)))}
      from (
        select *, date_bin('1 hour', time, timestamptz '1970-01-01 00:00:00Z') as start,
          date_part('minute', time at time zone 'UTC')::int / 15 as quarter
        -- Reads each value once, instead of wherever it is added.
        from (${projected} offset 0) as projected
      ) as measured
      group by grouping sets ((subject, ${cut}), (${cut}))
    ), ${name('keyed')} as (
      select encode(substr(sha256(convert_to(
        ${rollup.id}::text || groups::text || coalesce(':' || subject, ''), 'UTF8')), 1, 16), 'hex')::uuid
        as series_id, *
      from ${name('hours')}
    ), ${name('registered')} as (
      insert into embedded_meter_series (id, rollup_id, subject, groups)
      select distinct on (series_id) series_id, ${rollup.id}::uuid, subject, groups from ${name('keyed')}
      order by series_id
      on conflict (id) do nothing returning id
    ), ${name('kept')} as (
      insert into embedded_meter_hours as kept
        (series_id, start, first_at, last_at, totals, quarter0, quarter1, quarter2, quarter3)
      select series_id, start, first_at, last_at, totals, quarter0, quarter1, quarter2, quarter3 from ${name('keyed')}
      -- Always true; asking for the count makes Postgres register all series first.
      where (select count(*) from ${name('registered')}) >= 0
      order by series_id, start
      on conflict (series_id, start) do update set
        first_at = least(kept.first_at, excluded.first_at),
        last_at = greatest(kept.last_at, excluded.last_at),
        totals = ${mergedTotals('totals', rollup.slots)},
        ${commaList(QUARTERS.map((quarter) => mergedQuarter(`quarter${quarter}`, rollup.slots)))}
    )`;
}

/** The number of events and the total of each slot, of all events or of those of one quarter. */
function totalsOf(rollup: Rollup, filter = sql``): SQL {
  const valuePaths = valuePathsOf(rollup);
  const totals = rollup.slots.map(({ fn, path }) => {
    const value = sql.identifier(`v${valuePaths.indexOf(path)}`);
    return sql`${sql.raw(fn)}(${value})${filter}`;
  });
  return sql`array[${commaList([sql`count(*)${filter}`, ...totals])}]::numeric[]`;
}

/** The totals of one quarter of an hour, null when it has none. */
function quarterTotals(rollup: Rollup, quarter: number): SQL {
  const filter = sql.raw(` filter (where quarter = ${quarter})`);
  return sql`case when count(*)${filter} > 0 then ${totalsOf(rollup, filter)} end
    as ${sql.identifier(`quarter${quarter}`)}`;
}

function mergedQuarter(column: string, slots: Slot[]): SQL {
  const name = sql.identifier(column);
  return sql`${name} = case when excluded.${name} is null then kept.${name} else ${mergedTotals(column, slots)} end`;
}

/** Adds the new totals to those that are kept. Null stands for no valid value yet. */
function mergedTotals(column: string, slots: Slot[]): SQL {
  const totals = functionsOf(slots).map((fn, index) => {
    const kept = at(`kept.${column}`, index);
    const added = at(`excluded.${column}`, index);
    if (fn === 'min') return sql`least(${kept}, ${added})`;
    if (fn === 'max') return sql`greatest(${kept}, ${added})`;
    return sql`coalesce(${kept} + ${added}, ${kept}, ${added})`;
  });
  return sql`array[${commaList(totals)}]::numeric[]`;
}

/** The number of events comes first. */
function functionsOf(slots: Slot[]): Slot['fn'][] {
  return ['count', ...slots.map(({ fn }) => fn)];
}

/** A total by its place, which Postgres counts from 1. */
function at(column: string, index: number): SQL {
  return sql.raw(`${column}[${index + 1}]`);
}

function commaList(parts: Parameters<typeof sql.join>[0]): SQL {
  return sql.join(parts, sql.raw(', '));
}
