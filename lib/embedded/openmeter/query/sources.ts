import type { Period } from './time-zone';

export interface Range {
  /** Epoch seconds. */
  from: number;
  /** Exclusive. */
  to: number;
}

/** Which parts of a range are answered from the cells, and which from the events themselves. */
export interface Sources {
  cells: Range[];
  events: Range[];
}

const QUARTER_SECONDS = 900;

/**
 * Takes every quarter of an hour that lies within the range, and within one window of it, from the cells. Events
 * answer for the rest: where the range begins or ends within a quarter, where clocks change within one (at 00:01, in
 * a few zones before 2012), and where an offset is no multiple of 15 minutes (Liberia before 1972).
 */
export function sourcesOf(range: Range, grid: Period[]): Sources {
  const cells: Range[] = [];
  const events: Range[] = [];
  for (const period of grid) {
    const part = { from: Math.max(range.from, period.from), to: Math.min(range.to, period.to) };
    if (part.from >= part.to) continue;
    const whole = wholeQuarters(part);
    if (period.offsetSeconds % QUARTER_SECONDS !== 0 || whole.from >= whole.to) {
      append(events, part);
      continue;
    }
    append(events, { from: part.from, to: whole.from });
    append(cells, whole);
    append(events, { from: whole.to, to: part.to });
  }
  return { cells, events };
}

function wholeQuarters({ from, to }: Range): Range {
  return {
    from: Math.ceil(from / QUARTER_SECONDS) * QUARTER_SECONDS,
    to: Math.floor(to / QUARTER_SECONDS) * QUARTER_SECONDS,
  };
}

/** Adds a range to a list, joined with the one before where they touch. */
function append(ranges: Range[], range: Range): void {
  const last = ranges.at(-1);
  if (range.from >= range.to) return;
  if (last?.to === range.from) last.to = range.to;
  else ranges.push(range);
}
