import { sql } from 'drizzle-orm';
import { meterOf } from '@/lib/billing/testing/seed';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { type Batch, bookUsage } from './book-usage';

const OTHER_PEOPLE = 1_000;
const ROWS_AT_ONCE = 20_000;
/** As many as the machine has cores; the embedded database takes one after the other. */
const BATCHES_AT_ONCE = 2;

export interface Seed {
  userId: UserId;
  /** Of the viewer. */
  own: number;
  /** Of a thousand other people. */
  others: number;
  /** Events are spread over so many days before now. */
  days: number;
}

/**
 * Fills the tables as `settle` and the relay leave them once everything is delivered, by statements that make their
 * rows in the database. The meter adds the events up by itself, as it does for a meter that is made after its events.
 */
export async function seedBilling(db: Database, seed: Seed): Promise<void> {
  await addPeople(db, seed.userId);
  const batches = batchesOf(seed);
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, () => bookAll(db, batches)));
  await db.execute(sql`
    insert into balances (user_id, period_start, used_pico)
    select user_id, period_start, coalesce(sum(cost_pico), 0) from ledger_entries group by user_id, period_start`);
  await meterOf(db).client.meters.list();
  await db.execute(sql.raw('vacuum analyze'));
  // Else the database would still be writing all that to disk while the page is measured.
  await db.execute(sql.raw('checkpoint'));
}

async function addPeople(db: Database, userId: UserId): Promise<void> {
  await db.execute(sql`
    insert into users (id, kind) select ('0199c0de-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'member'
    from generate_series(1, ${OTHER_PEOPLE}::int) n`);
  await db.execute(sql`
    insert into api_keys (id, user_id, name) select gen_random_uuid(), ${userId}::uuid, 'Key ' || n
    from generate_series(1, 3) n`);
  await db.execute(sql`
    insert into chats (id, user_id, title, model) select gen_random_uuid(), ${userId}::uuid, 'Chat ' || n, 'gpt-5'
    from generate_series(1, 500) n`);
}

/** One after the other in time, each with its share of the viewer's: a person's rows lie among all others'. */
function* batchesOf({ userId, own, others, days }: Seed): Generator<Batch> {
  const total = own + others;
  let ownDone = 0;
  for (let done = 0; done < total; done += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, total - done);
    const ownOfBatch = Math.round((own * (done + count)) / total) - ownDone;
    ownDone += ownOfBatch;
    yield {
      userId,
      own: ownOfBatch,
      count,
      otherPeople: OTHER_PEOPLE,
      fromDaysAgo: days * (1 - done / total),
      toDaysAgo: days * (1 - (done + count) / total),
    };
  }
}

async function bookAll(db: Database, batches: Iterable<Batch>): Promise<void> {
  for (const batch of batches) await bookUsage(db, batch);
}
