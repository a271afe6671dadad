import { utcDay } from '@/lib/utc-day';

/** Whole UTC days: from the first instant of one up to, not including, that of another. */
export interface DayRange {
  from: Date;
  to: Date;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS_BY_DEFAULT = 31;

/**
 * The days from one to another, both included: by default the last 31, today included.
 *
 * @throws RangeError when one is not a day, or the last comes before the first
 */
export function dayRange({ from, to }: { from?: string; to?: string }, now: Date): DayRange {
  const last = to === undefined ? startOfDay(now) : parseDay(to);
  const first =
    from === undefined ? new Date(last.getTime() - (DAYS_BY_DEFAULT - 1) * DAY_MS) : parseDay(from);
  if (last < first)
    throw new RangeError(`The last day, ${utcDay(last)}, comes before the first, ${utcDay(first)}.`);
  return { from: first, to: nextDay(last) };
}

/** Each of the days, as a range of its own. */
export function eachDay({ from, to }: DayRange): DayRange[] {
  const days: DayRange[] = [];
  for (let day = from; day < to; day = nextDay(day)) days.push({ from: day, to: nextDay(day) });
  return days;
}

/**
 * The range of one day.
 *
 * @throws RangeError when it is not a day
 */
export function rangeOfDay(day: string): DayRange {
  const from = parseDay(day);
  return { from, to: nextDay(from) };
}

/** The first and the last of the days, `2026-11-01 to 2026-11-30`. */
export function daysInWords({ from, to }: DayRange): string {
  return `${utcDay(from)} to ${utcDay(new Date(to.getTime() - 1))}`;
}

function parseDay(text: string): Date {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // JavaScript takes 2026-02-30 for the second of March.
  if (!day || Number.isNaN(day.getTime()) || utcDay(day) !== text) {
    throw new RangeError(`"${text}" is not a day. Write it like 2026-11-30.`);
  }
  return day;
}

function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}

function nextDay(day: Date): Date {
  return new Date(day.getTime() + DAY_MS);
}
