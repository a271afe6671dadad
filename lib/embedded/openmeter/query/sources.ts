import type { Period } from './time-zone';
import type { WindowSize } from './windows';

export interface Range {
  /** Epoch seconds. */
  from: number;
  /** Exclusive. */
  to: number;
}

/** Where the parts of a range are read from. */
export interface Sources {
  /** All hours that the range touches. They are read as a whole, except the cut ones. */
  hours: Range;
  /** Beginnings of hours that don't lie within one window and within the range. */
  cutHours: number[];
  /** Beginnings of the quarters of cut hours that do. */
  quarters: number[];
  /** The rest, which only the events can answer. */
  events: Range[];
}

const HOUR_SECONDS = 3_600;
const QUARTER_SECONDS = 900;
const DAY_SECONDS = 86_400;

/**
 * Reads a range by hours where it can, by quarters where an hour is cut (at midnight in zones with half-hour
 * offsets, and where the range begins or ends within one), and from events where a quarter is cut.
 *
 * @param size of the windows; nothing when there is one for the whole range
 * @param grid the offsets by which the windows are cut
 */
export function sourcesOf(range: Range, size: WindowSize | undefined, grid: Period[]): Sources {
  if (range.from >= range.to) return { hours: range, cutHours: [], quarters: [], events: [] };
  const cuts = [range.from, range.to, ...(size ? windowCuts(range, size, grid) : [])];
  const cutHours = new Set(cuts.filter((cut) => cut % HOUR_SECONDS !== 0).map(startOfHour));
  const cutQuarters = new Set(cuts.filter((cut) => cut % QUARTER_SECONDS !== 0).map(startOfQuarter));
  const quarters: number[] = [];
  const events: Range[] = [];
  for (const hour of cutHours) {
    for (let quarter = hour; quarter < hour + HOUR_SECONDS; quarter += QUARTER_SECONDS) {
      const part = {
        from: Math.max(quarter, range.from),
        to: Math.min(quarter + QUARTER_SECONDS, range.to),
      };
      if (part.from >= part.to) continue;
      if (cutQuarters.has(quarter)) events.push(part);
      else quarters.push(quarter);
    }
  }
  return {
    hours: { from: startOfHour(range.from), to: startOfHour(range.to + HOUR_SECONDS - 1) },
    cutHours: [...cutHours],
    quarters,
    events,
  };
}

/** Where windows meet within an hour, or clocks change within one. */
function windowCuts(range: Range, size: WindowSize, grid: Period[]): number[] {
  const cuts: number[] = [];
  // The longer windows begin at midnight, if not at every one.
  const stepSeconds = size === 'HOUR' ? HOUR_SECONDS : DAY_SECONDS;
  for (const { from, to, offsetSeconds } of grid) {
    const part = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    if (part.from >= part.to) continue;
    cuts.push(part.from);
    if (offsetSeconds % HOUR_SECONDS === 0) continue;
    const first = Math.ceil((part.from + offsetSeconds) / stepSeconds) * stepSeconds - offsetSeconds;
    for (let cut = first; cut < part.to; cut += stepSeconds) cuts.push(cut);
  }
  return cuts;
}

function startOfHour(at: number): number {
  return Math.floor(at / HOUR_SECONDS) * HOUR_SECONDS;
}

function startOfQuarter(at: number): number {
  return Math.floor(at / QUARTER_SECONDS) * QUARTER_SECONDS;
}
