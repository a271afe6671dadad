import { isTimeZone } from '@/lib/time-zone';
import { validationProblem } from '../http/problem';

/** A stretch of time in which a zone's clocks are a fixed offset from UTC. */
export interface Period {
  /** Epoch seconds. */
  from: number;
  /** Exclusive. */
  to: number;
  offsetSeconds: number;
}

/** No zone has kept an offset for less than a week since 1970 (seven days: northern Brazil in October 2000). */
const STEP_SECONDS = 3 * 86_400;

/** Making a formatter takes a hundred times as long as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Offsets that were read, by zone and instant: a query of a month reads forty, and mostly those of the one before. */
const offsets = new Map<string, Map<number, number>>();
const MAX_KNOWN_OFFSETS = 2_000;

/**
 * Checks that a time zone is in the IANA database.
 *
 * @throws Problem 400 when it isn't
 */
export function parseTimeZone(name: string): string {
  // Go calls an empty name UTC.
  if (name === '') return 'UTC';
  if (!isTimeZone(name)) throw validationProblem(`invalid time zone: unknown time zone ${name}`);
  return name;
}

/** The offsets of a zone between two instants, as consecutive periods: looks at every third day, then halves. */
export function periodsOf(timeZone: string, from: number, to: number): Period[] {
  if (timeZone === 'UTC') return [{ from, to, offsetSeconds: 0 }];
  const offsetAt = offsetReader(timeZone);
  const periods: Period[] = [];
  let period: Period = { from, to, offsetSeconds: offsetAt(from) };
  // The same steps for every range, so that what was read once is known.
  const firstStep = Math.floor(from / STEP_SECONDS) * STEP_SECONDS;
  for (let at = firstStep; at < to; at += STEP_SECONDS) {
    if (offsetAt(at + STEP_SECONDS) === offsetAt(at)) continue;
    const change = firstChange(offsetAt, at, at + STEP_SECONDS);
    if (change <= from || change >= to) continue;
    periods.push({ ...period, to: change });
    period = { from: change, to, offsetSeconds: offsetAt(change) };
  }
  return [...periods, period];
}

/** The first second after `before` at which the offset is that of `after`. */
function firstChange(offsetAt: (at: number) => number, before: number, after: number): number {
  const target = offsetAt(after);
  let old = before;
  let changed = after;
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (offsetAt(middle) === target) changed = middle;
    else old = middle;
  }
  return changed;
}

function offsetReader(timeZone: string): (epochSeconds: number) => number {
  const known = offsets.get(timeZone) ?? new Map<number, number>();
  offsets.set(timeZone, known);
  const read = slowOffsetReader(timeZone);
  return (epochSeconds) => {
    const offsetSeconds = known.get(epochSeconds) ?? read(epochSeconds);
    if (known.size >= MAX_KNOWN_OFFSETS) known.clear();
    known.set(epochSeconds, offsetSeconds);
    return offsetSeconds;
  };
}

function slowOffsetReader(timeZone: string): (epochSeconds: number) => number {
  const formatter = formatterOf(timeZone);
  return (epochSeconds) => {
    // "1/1/1971, GMT-00:44:30", or plain "GMT"
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatter.format(epochSeconds * 1_000));
    if (!match) throw new Error(`The offset of ${timeZone} could not be read.`);
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
    const offset = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
    return sign === '-' ? -offset : offset;
  };
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, formatter);
  return formatter;
}
