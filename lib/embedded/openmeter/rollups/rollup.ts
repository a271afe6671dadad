import { z } from 'zod';
import type { Aggregation } from '../meters/definition';

/** One total that is kept in every cell. */
export interface Slot {
  fn: 'sum' | 'count' | 'min' | 'max';
  /** JSONPath of the value. */
  path: string;
}

/** Totals of one event type, cut by the values at some paths. Meters that are cut alike share one. */
export interface Rollup {
  id: string;
  namespace: string;
  eventType: string;
  /** Sorted. */
  paths: string[];
  /** In the order of the cells' `totals`; events are counted in a column of their own. */
  slots: Slot[];
}

/** What a rollup must hold to answer for a meter. */
export interface RollupNeeds {
  eventType: string;
  paths: string[];
  slots: Slot[];
}

interface MeterShape {
  eventType: string;
  aggregation: Aggregation;
  valueProperty?: string | null;
  groupBy?: Record<string, string>;
}

/** What a rollup must hold for a meter; nothing when only the events themselves can answer. */
export function rollupNeeds(meter: MeterShape): RollupNeeds | undefined {
  const slots = slotsOf(meter);
  if (!slots) return undefined;
  const paths = [...new Set(Object.values(meter.groupBy ?? {}))].sort();
  return { eventType: meter.eventType, paths, slots };
}

function slotsOf({ aggregation, valueProperty }: MeterShape): Slot[] | undefined {
  if (aggregation === 'COUNT') return [];
  if (aggregation === 'UNIQUE_COUNT' || aggregation === 'LATEST') return undefined;
  const path = valueProperty ?? '$';
  if (aggregation === 'SUM') return [{ fn: 'sum', path }];
  if (aggregation === 'MIN') return [{ fn: 'min', path }];
  if (aggregation === 'MAX') return [{ fn: 'max', path }];
  return [
    { fn: 'sum', path },
    { fn: 'count', path },
  ];
}

/** Where a rollup keeps a total: its place in `totals`, counted from 1 as Postgres does; 0 when it doesn't. */
export function slotNumber({ slots }: { slots: Slot[] }, { fn, path }: Slot): number {
  return slots.findIndex((slot) => slot.fn === fn && slot.path === path) + 1;
}

/** Reads a row of `embedded_meter_rollups`. */
export const rollupSchema = z.object({
  id: z.string(),
  namespace: z.string(),
  eventType: z.string(),
  paths: z.array(z.string()),
  slots: z.array(z.object({ fn: z.enum(['sum', 'count', 'min', 'max']), path: z.string() })),
});
