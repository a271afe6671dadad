import { tz } from '@date-fns/tz';
import { eachDayOfInterval, eachMonthOfInterval, startOfMonth } from 'date-fns';
import { floorToHour, plain, type Span } from '../span';
import type { Unit } from '../view';

const HOUR_MS = 3_600_000;

/**
 * The starts of all bars of a chart, in order, the empty ones included. The first may lie before `from`, where a range
 * begins in the midst of a local day: it shows only what is in the range.
 */
export function bucketStarts({ from, to }: Span, unit: Unit, timeZone: string): Date[] {
  const interval = { start: from, end: new Date(to.getTime() - 1) };
  switch (unit) {
    case 'hour':
      return hours(floorToHour(from, timeZone), to);
    case 'day':
      return eachDayOfInterval(interval, { in: tz(timeZone) }).map(plain);
    case 'month':
      // Each comes with the time of day at which the first day begins: one o'clock, where that has no midnight.
      return eachMonthOfInterval(interval, { in: tz(timeZone) }).map((at) => plain(startOfMonth(at)));
  }
}

/**
 * The index of the bar that an instant falls in; before the first one, of that. A window of the meter may begin there:
 * after Lord Howe's clocks change it lies across the range's beginning, and a meter may know other clock changes than we.
 */
export function bucketIndex(starts: readonly Date[], at: Date): number {
  // By halves: it is asked for each of some thousand rows.
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle] ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/** Every clock change moves by whole hours but Lord Howe's, whose bars stay half an hour off until the range ends. */
function hours(first: Date, to: Date): Date[] {
  const count = Math.ceil((to.getTime() - first.getTime()) / HOUR_MS);
  return Array.from({ length: count }, (_, index) => new Date(first.getTime() + index * HOUR_MS));
}
