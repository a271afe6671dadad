import { type SQL, sql } from 'drizzle-orm';

/** An instant as a literal. Nothing but a formatted number ever gets into the statement. */
export function instant(epochSeconds: number): SQL {
  return sql.raw(`timestamptz '${format(epochSeconds)}'`);
}

/** A list of instants as a literal, which Postgres searches by hash. */
export function instants(epochSeconds: number[]): SQL {
  return sql.raw(`'{${epochSeconds.map(format).join(',')}}'::timestamptz[]`);
}

function format(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}
