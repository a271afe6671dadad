import type { Timestamp } from '../http/timestamp';
import { type Period, periodsOf } from './time-zone';

export const WINDOW_SIZES = ['MINUTE', 'HOUR', 'DAY', 'MONTH'] as const;

export type WindowSize = (typeof WINDOW_SIZES)[number];

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
/** A window that begins or ends outside the range does so within this time of it. */
const MARGIN_SECONDS = 40 * DAY_SECONDS;

/**
 * How a range is cut into windows of a time zone.
 *
 * The database cuts by `grid`: it shifts an instant by the offset of its period and truncates it to the window's
 * size. What comes out, the window's key, `startOf` and `endOf` turn into instants.
 */
export interface Windows {
  size: WindowSize;
  grid: Period[];
  /** When the window with this key begins, with the zone's offset then. */
  startOf(key: number): Timestamp;
  endOf(key: number): Timestamp;
}

/**
 * @param from epoch seconds of the first event that can count
 * @param to the same of the last, exclusive
 */
export function windowsOf(size: WindowSize, timeZone: string, from: number, to: number): Windows {
  const periods = periodsOf(timeZone, from - MARGIN_SECONDS, to + MARGIN_SECONDS);
  const inRange = (period: Period) => period.from < to && period.to > from;
  const print = (epochSeconds: number): Timestamp => ({
    epochSeconds,
    fraction: '',
    offsetSeconds: periodAt(periods, epochSeconds).offsetSeconds,
  });
  if (size === 'DAY' || size === 'MONTH') {
    return {
      size,
      grid: periods.filter(inRange),
      startOf: (key) => print(firstInstant(periods, key)),
      endOf: (key) => print(firstInstant(periods, size === 'DAY' ? key + DAY_SECONDS : nextMonth(key))),
    };
  }
  const lengthSeconds = size === 'HOUR' ? HOUR_SECONDS : 60;
  return {
    size,
    // Offsets are whole minutes, so that a zone's minutes are everyone's.
    grid: size === 'HOUR' ? hourGrid(periods).filter(inRange) : periodsOf('UTC', from, to),
    startOf: print,
    endOf: (key) => print(key + lengthSeconds),
  };
}

/** The first instant at which the zone's clocks show this local time or, where they skip it, a later one. */
function firstInstant(periods: Period[], localSeconds: number): number {
  for (const { from, to, offsetSeconds } of periods) {
    if (to + offsetSeconds > localSeconds) return Math.max(from, localSeconds - offsetSeconds);
  }
  throw new RangeError('A window lies outside the range that was asked for.');
}

/**
 * Hours are counted from the beginning of the local day. So a change of the clocks by part of an hour (Lord Howe)
 * moves the hours only on the next day. ClickHouse does the same.
 */
function hourGrid(periods: Period[]): Period[] {
  const grid: Period[] = [];
  for (const period of periods) {
    const last = grid.at(-1);
    if (last === undefined) grid.push({ ...period });
    else if (isWholeHours(period.offsetSeconds - last.offsetSeconds)) last.to = period.to;
    else {
      const nextDay = Math.ceil((period.from + period.offsetSeconds) / DAY_SECONDS) * DAY_SECONDS;
      last.to = Math.min(nextDay - period.offsetSeconds, period.to);
      if (last.to < period.to) grid.push({ ...period, from: last.to });
    }
  }
  return grid;
}

function isWholeHours(seconds: number): boolean {
  return seconds % HOUR_SECONDS === 0;
}

function periodAt(periods: Period[], epochSeconds: number): Period {
  const period = periods.findLast(({ from }) => from <= epochSeconds) ?? periods[0];
  if (!period) throw new RangeError('A time zone has at least one period.');
  return period;
}

function nextMonth(localSeconds: number): number {
  const first = new Date(localSeconds * 1_000);
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1) / 1_000;
}
