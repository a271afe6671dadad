import { z } from 'zod';

/** An instant as it was written: what Go's `time.Time` keeps of an RFC 3339 string. */
export interface Timestamp {
  /** Whole seconds since 1970 in UTC, rounded down. */
  epochSeconds: number;
  /** Digits after the point, at most nine, without zeros at the end. */
  fraction: string;
  offsetSeconds: number;
}

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.](\d+))?(Z|[+-]\d\d:\d\d)$/;

/** Reads an RFC 3339 instant, of the years 0000 to 9999; nothing when it isn't one. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offsetSeconds = parseOffset(match[8] ?? 'Z');
  if (hour > 23 || minute > 59 || second > 59 || offsetSeconds === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // February 30 becomes March 2.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second);
  return {
    epochSeconds: date.getTime() / 1_000 - offsetSeconds,
    fraction: (match[7] ?? '').slice(0, 9).replace(/0+$/, ''),
    offsetSeconds,
  };
}

function parseOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  const seconds = hours * 3_600 + minutes * 60;
  return text.startsWith('-') ? -seconds : seconds;
}

/** Writes an instant as Go does: `2025-03-01T00:00:00.5Z`, `2023-11-07T00:00:00+01:00`. */
export function formatTimestamp({ epochSeconds, fraction, offsetSeconds }: Timestamp): string {
  const local = new Date((epochSeconds + offsetSeconds) * 1_000).toISOString().slice(0, 19);
  return `${local}${fraction && `.${fraction}`}${formatOffset(offsetSeconds)}`;
}

function formatOffset(offsetSeconds: number): string {
  if (offsetSeconds === 0) return 'Z';
  const minutes = Math.trunc(Math.abs(offsetSeconds) / 60);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${offsetSeconds < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Writes a date with its milliseconds, in UTC. */
export function formatDate(date: Date): string {
  const milliseconds = date.getTime();
  const epochSeconds = Math.floor(milliseconds / 1_000);
  const fraction = String(milliseconds - epochSeconds * 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return formatTimestamp({ epochSeconds, fraction, offsetSeconds: 0 });
}

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The date of an instant, to the millisecond. Where it is not in the years 0001 to 9999 of UTC, beyond which Postgres reads
 * no date that JavaScript writes, it is the first or the last one.
 */
export function toDate({ epochSeconds, fraction }: Timestamp): Date {
  const milliseconds = epochSeconds * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  return new Date(Math.min(Math.max(milliseconds, EARLIEST_MS), LATEST_MS));
}

/** An RFC 3339 string in a body or a query. */
export const timestampSchema = z.string().transform((text, context): Timestamp => {
  const timestamp = parseTimestamp(text);
  if (timestamp) return timestamp;
  context.addIssue({ code: 'custom', message: 'string doesn\'t match the format "date-time"' });
  return z.NEVER;
});

/** Less than zero when `a` is earlier. */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a.epochSeconds - b.epochSeconds || Number(`0.${a.fraction}0`) - Number(`0.${b.fraction}0`);
}
