import { type SQL, sql } from 'drizzle-orm';
import type { Range } from './sources';

/** An instant as a parameter, so that queries of other ranges are the same statement, which is prepared once. */
export function instant(epochSeconds: number): SQL {
  return sql`${format(epochSeconds)}::timestamptz`;
}

/** Whether an instant lies in one of some consecutive ranges. The outermost bounds are for the index. */
export function within(at: SQL, ranges: Range[]): SQL {
  const first = ranges[0];
  const last = ranges.at(-1);
  if (!first || !last) return sql`false`;
  const bounds = sql`${at} >= ${instant(first.from)} and ${at} < ${instant(last.to)}`;
  if (ranges.length === 1) return bounds;
  const list = ranges.map(({ from, to }) => `[${format(from)},${format(to)})`).join(',');
  return sql`${bounds} and ${at} <@ ${`{${list}}`}::tstzmultirange`;
}

function format(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}
