import { formatCost, formatCount } from '../format';
import { formatUsd, type PicoUsd, picoUsd } from '../money';
import type { Span } from './span';
import type { Metric, Unit } from './view';

const LOCALE = 'en-GB';
const SHORT_COUNT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1.2M`, for where room is short. */
export function formatShortCount(count: number | bigint): string {
  return SHORT_COUNT.format(count);
}

/** As `formatCost`, with every digit, for a single event. */
export function formatExactCost(costPico: PicoUsd | null): string {
  return costPico === null ? 'unpriced' : formatUsd(costPico, { decimals: 'all' });
}

/** An amount of a chart: dollars, tokens or requests. */
export function formatAmount(metric: Metric, amount: bigint | null): string {
  if (amount === null) return 'unpriced';
  return metric === 'cost' ? formatCost(picoUsd(amount)) : formatCount(amount);
}

/** `42 %`; `<1 %` for what is more than nothing, and no more than `99 %` for what is less than all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  const percent = Math.round(share * 100);
  return `${share < 1 ? Math.min(percent, 99) : percent} %`;
}

/**
 * How much more or less than before: `+12 %`, `−3 %`, `×12.5` from tenfold on; `−100 %` only where nothing is left, and
 * null with nothing to hold it against.
 */
export function formatChange(now: bigint, before: bigint): string | null {
  if (before <= 0n) return null;
  const perMille = Number(((now - before) * 1000n) / before);
  if (perMille >= 9000) return `×${formatShortCount((perMille + 1000) / 1000)}`;
  const rounded = Math.round(perMille / 10);
  const percent = now > 0n ? Math.max(rounded, -99) : rounded;
  if (percent === 0) return '±0 %';
  return percent > 0 ? `+${percent} %` : `−${-percent} %`;
}

type Style = Intl.DateTimeFormatOptions;

const DAY: Style = { day: 'numeric', month: 'short' };
const DAY_OF_YEAR: Style = { ...DAY, year: 'numeric' };
const MINUTE: Style = { hour: '2-digit', minute: '2-digit' };
const SECOND: Style = { ...MINUTE, second: '2-digit' };
const INSTANT: Style = { ...DAY, ...SECOND };
const INSTANT_OF_YEAR: Style = { ...DAY_OF_YEAR, ...SECOND };
const INSTANT_IN_FULL: Style = { ...INSTANT_OF_YEAR, month: 'long', timeZoneName: 'short' };
const MINUTE_OF_DAY: Style = { ...DAY, ...MINUTE };
const MINUTE_OF_YEAR: Style = { ...DAY_OF_YEAR, ...MINUTE };
const YEAR: Style = { year: 'numeric' };

/** `14 Aug, 16:05:09`, with the year where it is not this one. */
export function formatInstant(at: Date, timeZone: string, now: Date): string {
  const sameYear = yearOf(at, timeZone) === yearOf(now, timeZone);
  return format(at, timeZone, sameYear ? INSTANT : INSTANT_OF_YEAR);
}

/** `14 August 2026 at 16:05:09 CEST`. */
export function formatInstantInFull(at: Date, timeZone: string): string {
  return format(at, timeZone, INSTANT_IN_FULL);
}

/** `1 Sept 2026`. */
export function formatDay(at: Date, timeZone: string): string {
  return format(at, timeZone, DAY_OF_YEAR);
}

/** `2026-09-01`. */
export function isoDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** The first and the last day, `1–31 Aug 2026`; or hours, where it is a day or less. */
export function formatSpan(span: Span, timeZone: string, now: Date): string {
  if (isOneDay(span)) return formatShortSpan(span, timeZone, now);
  return formatterOf(timeZone, DAY_OF_YEAR).formatRange(span.from, lastInstantOf(span));
}

/** `1–14 Aug`, or hours, where it is a day or less; with the year where it is not this one. For where room is short. */
export function formatShortSpan(span: Span, timeZone: string, now: Date): string {
  const end = isOneDay(span) ? span.to : lastInstantOf(span);
  const [plain, ofYear] = isOneDay(span) ? [MINUTE_OF_DAY, MINUTE_OF_YEAR] : [DAY, DAY_OF_YEAR];
  const sameYear = [span.from, end].every((at) => yearOf(at, timeZone) === yearOf(now, timeZone));
  return formatterOf(timeZone, sameYear ? plain : ofYear).formatRange(span.from, end);
}

function lastInstantOf({ to }: Span): Date {
  return new Date(to.getTime() - 1);
}

/** Whether it is at most 25 hours, as the day has when the clock goes back. */
function isOneDay({ from, to }: Span): boolean {
  return to.getTime() - from.getTime() <= 25 * 3_600_000;
}

const BUCKET_STYLES: Record<Unit, Style> = {
  hour: MINUTE_OF_DAY,
  day: { weekday: 'short', ...DAY_OF_YEAR },
  month: { month: 'long', year: 'numeric' },
};

/** A bar's name in full: `Fri, 14 Aug 2026`, `14 Aug, 16:00`, `August 2026`. */
export function formatBucket(start: Date, unit: Unit, timeZone: string): string {
  return format(start, timeZone, BUCKET_STYLES[unit]);
}

const TICK_STYLES: Record<Unit, Style> = {
  hour: MINUTE,
  day: DAY,
  month: { month: 'short', year: '2-digit' },
};

/** A bar's name on the axis: `14 Aug`, `16:00`, `Aug 26`. */
export function formatTick(start: Date, unit: Unit, timeZone: string): string {
  return format(start, timeZone, TICK_STYLES[unit]);
}

function format(at: Date, timeZone: string, style: Style): string {
  return formatterOf(timeZone, style).format(at);
}

const formatters = new Map<Style, Map<string, Intl.DateTimeFormat>>();

/** Making one costs far more than using it. */
function formatterOf(timeZone: string, style: Style): Intl.DateTimeFormat {
  const known = formatters.get(style) ?? new Map<string, Intl.DateTimeFormat>();
  const formatter = known.get(timeZone) ?? new Intl.DateTimeFormat(LOCALE, { ...style, timeZone });
  formatters.set(style, known.set(timeZone, formatter));
  return formatter;
}

function yearOf(at: Date, timeZone: string): string {
  return format(at, timeZone, YEAR);
}
