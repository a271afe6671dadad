import { TZDate, tz } from '@date-fns/tz';
import { addDays, max, min, startOfDay, subDays } from 'date-fns';
import { billingPeriodOf, previousPeriod } from './period';
import { floorToHour, plain, type Span } from './span';
import type { RangeName, Unit, View } from './view';

export interface Range extends Span {
  /** The same stretch before it: as much of the range before as has passed of this one; empty where it has not begun. */
  previous: Span;
  /** How wide the chart's bars are, and how wide they may be. */
  unit: Unit;
  units: Unit[];
}

const HOUR_MS = 3_600_000;
/** Of chosen days, so many can be shown. */
export const MOST_DAYS = 400;
const DAYS: Partial<Record<RangeName, number>> = { '7d': 7, '30d': 30, '90d': 90 };

/**
 * The instants that a view is about. Days begin at midnight in the zone; billing periods do in UTC, whatever the zone,
 * because the allowance does.
 */
export function rangeOf(
  view: Pick<View, 'range' | 'from' | 'to' | 'unit'>,
  now: Date,
  timeZone: string,
): Range {
  const spans = spansOf(view, now, timeZone);
  const units = unitsFor(spans);
  const unit = view.unit && units.includes(view.unit) ? view.unit : suitableUnit(spans);
  return { ...spans, unit, units };
}

/** Whether a view's chosen days are more than can be shown. Its range is the last of them then. */
export function isTooLong({ range, from, to }: Pick<View, 'range' | 'from' | 'to'>): boolean {
  return range === 'custom' && from !== null && to !== null && daysFrom(from, to) > MOST_DAYS;
}

type Spans = Span & Pick<Range, 'previous'>;

function spansOf(view: Pick<View, 'range' | 'from' | 'to'>, now: Date, timeZone: string): Spans {
  const days = DAYS[view.range];
  if (days) {
    const to = dayStart(now, 1, timeZone);
    return daysUpTo(to, days, now, timeZone);
  }
  if (view.range === '24h') return lastDayInHours(now, timeZone);
  if (view.range === 'custom' && view.from && view.to) return customDays(view.from, view.to, now, timeZone);
  return billingPeriod(view.range === 'last-period' ? -1 : 0, now);
}

function lastDayInHours(now: Date, timeZone: string): Spans {
  const to = new Date(floorToHour(now, timeZone).getTime() + HOUR_MS);
  const from = new Date(to.getTime() - 24 * HOUR_MS);
  return { from, to, previous: { from: hoursBefore(from, 24), to: hoursBefore(now, 24) } };
}

function customDays(first: string, last: string, now: Date, timeZone: string): Spans {
  const lastDay = startOfDayIn(first > last ? first : last, timeZone);
  const days = Math.min(daysFrom(first, last), MOST_DAYS);
  return daysUpTo(dayStart(lastDay, 1, timeZone), days, now, timeZone);
}

/** How many days there are from one to another, in either order, both among them. */
function daysFrom(one: string, another: string): number {
  return Math.abs(Date.parse(another) - Date.parse(one)) / (24 * HOUR_MS) + 1;
}

function daysUpTo(to: Date, days: number, now: Date, timeZone: string): Spans {
  const from = dayStart(to, -days, timeZone);
  const passed = max([from, min([now, to])]);
  // A day that has no midnight begins at one o'clock, and the days before it don't.
  const before = passed >= to ? from : daysBefore(passed, days, timeZone);
  return { from, to, previous: { from: dayStart(from, -days, timeZone), to: before } };
}

function billingPeriod(offset: 0 | -1, now: Date): Spans {
  const current = billingPeriodOf(now);
  const { start, end } = offset === 0 ? current : previousPeriod(current);
  const before = previousPeriod({ start, end });
  const passedMs = Math.min(now.getTime(), end.getTime()) - start.getTime();
  const whole = now >= end;
  const to = whole ? before.end : min([new Date(before.start.getTime() + passedMs), before.end]);
  return { from: start, to: end, previous: { from: before.start, to } };
}

function unitsFor({ from, to }: Span): Unit[] {
  const days = lengthInDays({ from, to });
  if (days <= 1) return ['hour'];
  return [...(days <= 8 ? ['hour' as const] : []), 'day', ...(days > 32 ? ['month' as const] : [])];
}

function suitableUnit(span: Span): Unit {
  const days = lengthInDays(span);
  if (days <= 1) return 'hour';
  return days > 120 ? 'month' : 'day';
}

/** Whole days: the one when the clock goes back has 25 hours. */
function lengthInDays({ from, to }: Span): number {
  return Math.round((to.getTime() - from.getTime()) / (24 * HOUR_MS));
}

function startOfDayIn(day: string, timeZone: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return startOfDay(new TZDate(year, month - 1, date, timeZone));
}

function dayStart(at: Date, offset: number, timeZone: string): Date {
  return plain(startOfDay(addDays(at, offset, { in: tz(timeZone) })));
}

function daysBefore(at: Date, days: number, timeZone: string): Date {
  return plain(subDays(at, days, { in: tz(timeZone) }));
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * HOUR_MS);
}
