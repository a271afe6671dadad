import type { Period } from './time-zone';
import type { WindowSize } from './windows';

export interface Range {
  /** Epoch seconds. */
  from: number;
  /** Exclusive. */
  to: number;
}

/** From what the parts of a range are answered. */
export interface Sources {
  /** Whole hours, each within one window. */
  hours: Range[];
  /** Whole quarters of hours, each within one window. */
  quarters: Range[];
  /** The rest, which only the events themselves can answer. */
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
  const sources: Sources = { hours: [], quarters: [], events: [] };
  if (!size) {
    // The first and the last event of the range are asked for, and those of a quarter are not known.
    const whole = wholeSteps(range, HOUR_SECONDS);
    if (whole.from >= whole.to) whole.from = whole.to = range.to;
    append(sources.hours, whole);
    append(sources.events, { from: range.from, to: whole.from });
    append(sources.events, { from: whole.to, to: range.to });
    return sources;
  }
  for (const { from, to, offsetSeconds } of grid) {
    const part = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    if (size === 'HOUR' && offsetSeconds % QUARTER_SECONDS !== 0) append(sources.events, part);
    else if (size === 'HOUR' && offsetSeconds % HOUR_SECONDS !== 0) addQuarters(sources, part);
    else for (const piece of cutAtMidnights(part, offsetSeconds)) addHours(sources, piece);
  }
  return sources;
}

/** Cuts where windows can meet within an hour: the longer ones begin at midnight, if not at every one. */
function cutAtMidnights({ from, to }: Range, offsetSeconds: number): Range[] {
  if (offsetSeconds % HOUR_SECONDS === 0) return [{ from, to }];
  const pieces: Range[] = [];
  let start = from;
  while (start < to) {
    const midnight = (Math.floor((start + offsetSeconds) / DAY_SECONDS) + 1) * DAY_SECONDS - offsetSeconds;
    pieces.push({ from: start, to: Math.min(midnight, to) });
    start = midnight;
  }
  return pieces;
}

function addHours(sources: Sources, range: Range): void {
  const whole = wholeSteps(range, HOUR_SECONDS);
  if (whole.from >= whole.to) {
    addQuarters(sources, range);
    return;
  }
  addQuarters(sources, { from: range.from, to: whole.from });
  append(sources.hours, whole);
  addQuarters(sources, { from: whole.to, to: range.to });
}

function addQuarters(sources: Sources, range: Range): void {
  const whole = wholeSteps(range, QUARTER_SECONDS);
  if (whole.from >= whole.to) {
    append(sources.events, range);
    return;
  }
  append(sources.events, { from: range.from, to: whole.from });
  append(sources.quarters, whole);
  append(sources.events, { from: whole.to, to: range.to });
}

function wholeSteps({ from, to }: Range, stepSeconds: number): Range {
  return {
    from: Math.ceil(from / stepSeconds) * stepSeconds,
    to: Math.floor(to / stepSeconds) * stepSeconds,
  };
}

/** Adds a range to a list, joined with the one before where they touch. */
function append(ranges: Range[], range: Range): void {
  if (range.from >= range.to) return;
  const last = ranges.at(-1);
  if (last?.to === range.from) last.to = range.to;
  else ranges.push({ ...range });
}
