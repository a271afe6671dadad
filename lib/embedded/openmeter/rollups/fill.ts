import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { type Column, projectEvents } from './projection';
import type { Rollup, Slot } from './rollup';

/**
 * Adds events to the cells of a rollup: each to the cell of its subject, and to the one over all subjects. One
 * statement; it locks series before cells and each kind in the order of its key, so that batches never deadlock.
 *
 * @param where which of `embedded_meter_events`; all of them of the rollup's event type
 */
export async function addToCells(tx: Database, rollup: Rollup, where: SQL): Promise<void> {
  const groups = rollup.paths.map((path, index): Column => ({ name: `g${index}`, path, as: 'text' }));
  const valuePaths = [...new Set(rollup.slots.map((slot) => slot.path))];
  const values = valuePaths.map((path, index): Column => ({ name: `v${index}`, path, as: 'number' }));
  const groupNames = commaList(groups.map(({ name }) => sql.identifier(name)));
  const cut = sql`start${groups.length > 0 ? sql`, ${groupNames}` : sql``}`;
  const totals = commaList(rollup.slots.map((slot) => totalOf(slot, `v${valuePaths.indexOf(slot.path)}`)));

  await tx.execute(sql`
    with measured as (
      select *, date_bin('15 minutes', time, timestamptz '1970-01-01 00:00:00Z') as start
      from (${projectEvents([...groups, ...values], where)}) as projected
    ), summed as (
      select subject, array[${groupNames}]::text[] as groups, start, count(*) as events,
        min(time) as first_at, max(time) as last_at, array[${totals}]::numeric[] as totals
      from measured group by grouping sets ((subject, ${cut}), (${cut}))
    ), keyed as (
      select encode(substr(sha256(convert_to(
        ${rollup.id}::text || groups::text || coalesce(':' || subject, ''), 'UTF8')), 1, 16), 'hex')::uuid
        as series_id, *
      from summed
    ), registered as (
      insert into embedded_meter_series (id, rollup_id, subject, groups)
      select distinct on (series_id) series_id, ${rollup.id}::uuid, subject, groups from keyed order by series_id
      on conflict (id) do nothing returning id
    )
    insert into embedded_meter_cells as kept (series_id, start, events, first_at, last_at, totals)
    select series_id, start, events, first_at, last_at, totals from keyed
    -- Always true; asking for the count makes Postgres register all series first.
    where (select count(*) from registered) >= 0
    order by series_id, start
    on conflict (series_id, start) do update set
      events = kept.events + excluded.events,
      first_at = least(kept.first_at, excluded.first_at),
      last_at = greatest(kept.last_at, excluded.last_at),
      totals = array[${commaList(rollup.slots.map(mergedTotal))}]::numeric[]`);
}

function totalOf({ fn }: Slot, value: string): SQL {
  return sql`${sql.raw(fn)}(${sql.identifier(value)})`;
}

/** Null stands for no valid value yet. */
function mergedTotal({ fn }: Slot, index: number): SQL {
  const slot = sql.raw(`[${index + 1}]`);
  if (fn === 'min') return sql`least(kept.totals${slot}, excluded.totals${slot})`;
  if (fn === 'max') return sql`greatest(kept.totals${slot}, excluded.totals${slot})`;
  return sql`coalesce(kept.totals${slot} + excluded.totals${slot}, kept.totals${slot}, excluded.totals${slot})`;
}

function commaList(parts: Parameters<typeof sql.join>[0]): SQL {
  return sql.join(parts, sql.raw(', '));
}
