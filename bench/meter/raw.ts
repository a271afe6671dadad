import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { iso, MONTH_AGO, NOW } from './events';
import type { Question } from './queries';

const RUNS = 5;

/**
 * How long each answer takes, in milliseconds, when the events themselves are added up: what a meter would do that only
 * keeps them, with the same indexes and without HTTP.
 */
export async function timeRawQueries(db: Database, { subject }: Question): Promise<number[]> {
  const durationsMs: number[] = [];
  // The first run warms up.
  for (let run = 0; run <= RUNS; run++) {
    const startedAt = performance.now();
    await addUpEvents(db, subject(run));
    if (run > 0) durationsMs.push(performance.now() - startedAt);
  }
  return durationsMs;
}

async function addUpEvents(db: Database, subject: string | undefined): Promise<void> {
  const ofSubject =
    subject === undefined
      ? sql`true`
      : sql`hashtextextended(subject, 0) = hashtextextended(${subject}, 0) and subject = ${subject}`;
  await db.execute(sql`
    select date_trunc('day', time at time zone 'Europe/Berlin') as day, data ->> 'model' as model,
      sum((data ->> 'cost_usd')::numeric) as cost
    from embedded_meter_events
    where namespace = 'default' and type = 'openai' and ${ofSubject}
      and time >= ${iso(MONTH_AGO)}::timestamptz and time < ${iso(NOW)}::timestamptz
    group by 1, 2 order by 1`);
}
