import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { type Column, projectEvents } from './projection';
import type { Rollup, Slot } from './rollup';

const QUARTERS = [0, 1, 2, 3] as const;

/**
 * Adds events to the hours of a rollup: each to the series of its subject, and to the one over all subjects. One
 * statement; it locks series before hours and each kind in the order of its key, so that batches never deadlock.
 *
 * @param where which of `embedded_meter_events`; all of them of the rollup's event type
 */
export async function addToHours(tx: Database, rollup: Rollup, where: SQL): Promise<void> {
  const groups = rollup.paths.map((path, index): Column => ({ name: `g${index}`, path, as: 'text' }));
  const valuePaths = [...new Set(rollup.slots.map((slot) => slot.path))];
  const values = valuePaths.map((path, index): Column => ({ name: `v${index}`, path, as: 'number' }));
  const groupNames = commaList(groups.map(({ name }) => sql.identifier(name)));
  const cut = commaList([sql`quarter_start`, ...groups.map(({ name }) => sql.identifier(name))]);
  const eventTotals = rollup.slots.map((slot) =>
    totalOf(slot.fn, sql.identifier(`v${valuePaths.indexOf(slot.path)}`)),
  );

  await tx.execute(sql`
    with measured as (
      select *, ${startOf('15 minutes', sql`time`)} as quarter_start
      from (${projectEvents([...groups, ...values], where)}) as projected
    ), quarters as (
      select subject, array[${groupNames}]::text[] as groups, quarter_start,
        ${startOf('1 hour', sql`quarter_start`)} as start,
        min(time) as first_at, max(time) as last_at,
        array[${commaList([sql`count(*)`, ...eventTotals])}]::numeric[] as totals
      from measured group by grouping sets ((subject, ${cut}), (${cut}))
    ), hours as (
      select subject, groups, start, min(first_at) as first_at, max(last_at) as last_at,
        ${hourTotals(rollup.slots)} as totals, ${commaList(QUARTERS.map(quarterTotals))}
      from quarters group by subject, groups, start
    ), keyed as (
      select encode(substr(sha256(convert_to(
        ${rollup.id}::text || groups::text || coalesce(':' || subject, ''), 'UTF8')), 1, 16), 'hex')::uuid
        as series_id, *
      from hours
    ), registered as (
      insert into embedded_meter_series (id, rollup_id, subject, groups)
      select distinct on (series_id) series_id, ${rollup.id}::uuid, subject, groups from keyed order by series_id
      on conflict (id) do nothing returning id
    )
    insert into embedded_meter_hours as kept
      (series_id, start, first_at, last_at, totals, quarter0, quarter1, quarter2, quarter3)
    select series_id, start, first_at, last_at, totals, quarter0, quarter1, quarter2, quarter3 from keyed
    -- Always true; asking for the count makes Postgres register all series first.
    where (select count(*) from registered) >= 0
    order by series_id, start
    on conflict (series_id, start) do update set
      first_at = least(kept.first_at, excluded.first_at),
      last_at = greatest(kept.last_at, excluded.last_at),
      totals = ${mergedTotals('totals', rollup.slots)},
      ${commaList(QUARTERS.map((quarter) => mergedQuarter(`quarter${quarter}`, rollup.slots)))}`);
}

function startOf(length: '15 minutes' | '1 hour', at: SQL): SQL {
  return sql`date_bin(${sql.raw(`'${length}'`)}, ${at}, timestamptz '1970-01-01 00:00:00Z')`;
}

function totalOf(fn: Slot['fn'], value: Parameters<typeof sql.join>[0][number]): SQL {
  return sql`${sql.raw(fn)}(${value})`;
}

/** The totals of an hour, from those of its quarters. */
function hourTotals(slots: Slot[]): SQL {
  const totals = functionsOf(slots).map((fn, index) =>
    totalOf(fn === 'count' ? 'sum' : fn, at('totals', index)),
  );
  return sql`array[${commaList(totals)}]::numeric[]`;
}

/** The totals of one quarter of an hour, null when it has none. There is only one row to take the maximum of. */
function quarterTotals(quarter: number): SQL {
  const minutes = sql.raw(String(quarter * 15));
  return sql`max(totals) filter (where quarter_start = start + ${minutes} * interval '1 minute')
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
