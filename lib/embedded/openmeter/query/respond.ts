import { jsonResponse } from '../http/go-json';
import { formatTimestamp, type Timestamp } from '../http/timestamp';
import type { Meter } from '../meters/store';
import type { MeterQuery } from './parameters';
import type { MeterRow } from './run';

/** The answer as JSON, keys in OpenMeter's order. */
export function queryResponse({ from, to, windowSize }: MeterQuery, rows: MeterRow[]): Response {
  const print = printingEachOnce();
  return jsonResponse({
    data: rows.map(({ groupBy, subject, value, windowEnd, windowStart }) => ({
      groupBy,
      subject,
      value,
      windowEnd: print(windowEnd),
      windowStart: print(windowStart),
    })),
    from: from && formatTimestamp(from),
    to: to && formatTimestamp(to),
    windowSize,
  });
}

/** The rows of a window share its instants. */
function printingEachOnce(): (timestamp: Timestamp) => string {
  const printed = new Map<Timestamp, string>();
  return (timestamp) => {
    const text = printed.get(timestamp) ?? formatTimestamp(timestamp);
    printed.set(timestamp, text);
    return text;
  };
}

/** The answer as CSV, in the words and the quoting of Go's `encoding/csv`. */
export function csvResponse({ slug }: Meter, { groupBy }: MeterQuery, rows: MeterRow[]): Response {
  const keys = groupBy.filter((key) => key !== 'subject');
  const withSubject = groupBy.includes('subject');
  const header = ['window_start', 'window_end', ...(withSubject ? ['subject'] : []), ...keys, 'value'];
  const records = rows.map((row) => [
    formatWholeSeconds(row.windowStart),
    formatWholeSeconds(row.windowEnd),
    ...(withSubject ? [row.subject ?? ''] : []),
    ...keys.map((key) => row.groupBy[key] ?? ''),
    formatFixed(row.value),
  ]);
  const body = [header, ...records].map((record) => `${record.map(quote).join(',')}\n`).join('');
  return new Response(body, {
    headers: { 'Content-Type': 'text/csv', 'Content-Disposition': `attachment; filename=${slug}.csv` },
  });
}

function formatWholeSeconds(timestamp: Timestamp): string {
  return formatTimestamp({ ...timestamp, fraction: '' });
}

/** Source: https://cs.opensource.google/go/go/+/master:src/encoding/csv/writer.go (`fieldNeedsQuotes`) */
function quote(field: string): string {
  const needsQuotes = field === '\\.' || /^\p{White_Space}|[,"\r\n]/u.test(field);
  return needsQuotes ? `"${field.replaceAll('"', '""')}"` : field;
}

/** C's `%f`: six decimals, halves to the even digit, no exponent. */
function formatFixed(value: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.000000`;
  // JavaScript rounds a half up; 40 decimals show whether it is one.
  const [whole = '0', decimals = ''] = Math.abs(value).toFixed(40).split('.');
  const millionths = BigInt(whole + decimals.slice(0, 6));
  const rest = decimals.slice(6);
  const half = '5'.padEnd(rest.length, '0');
  const isRoundedUp = rest > half || (rest === half && millionths % 2n === 1n);
  const digits = String(millionths + (isRoundedUp ? 1n : 0n)).padStart(7, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
