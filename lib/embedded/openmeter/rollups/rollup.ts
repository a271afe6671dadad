import type { Aggregation } from '../meters/definition';

/** One total that is kept for every hour and quarter. */
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
  /** In the order of the totals of an hour, after the number of events. */
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

/** The paths that a rollup's totals are made from, each once. */
export function valuePathsOf({ slots }: { slots: Slot[] }): string[] {
  return [...new Set(slots.map((slot) => slot.path))];
}

/** Whether a rollup keeps a total. */
export function hasSlot({ slots }: { slots: Slot[] }, wanted: Slot): boolean {
  return placeOf({ slots }, wanted) > 1;
}

/** Where a rollup keeps a total, counted from 1 as Postgres does. The number of events has place 1. */
export function placeOf({ slots }: { slots: Slot[] }, { fn, path }: Slot): number {
  return slots.findIndex((slot) => slot.fn === fn && slot.path === path) + 2;
}
