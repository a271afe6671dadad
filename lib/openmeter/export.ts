import type { OpenMeter } from '@openmeter/sdk';
import { eq, sql } from 'drizzle-orm';
import { bigintOf } from '../db/row-values';
import { queryRows } from '../db/rows';
import { openmeterExports } from '../db/schema';
import type { Database } from '../db/types';
import { readEvents } from './outbox';
import { BATCH_SIZE, sendBatch } from './send-batch';

export interface ExportOptions {
  /** What progress is kept under: the address of the OpenMeter, or `embedded`. */
  target: string;
  batchSize?: number;
}

/** How far an export has come, since it was started this time. */
export interface ExportProgress {
  /** How many there are to send. */
  total: number;
  taken: number;
  refused: { id: string; reason: string }[];
}

/**
 * Sends every event of the outbox, whatever became of it there, with its id, oldest first, and yields after each batch.
 * It goes on where the last run for the same target stopped; a batch whose answer was lost is sent again. The outbox
 * stays as it is.
 *
 * @throws what the SDK throws when OpenMeter can't be reached or refuses the key
 */
export async function* exportEvents(
  db: Database,
  openMeter: OpenMeter,
  { target, batchSize = BATCH_SIZE }: ExportOptions,
): AsyncGenerator<ExportProgress> {
  const last = await lastOutboxId(db);
  let done = await readProgress(db, target);
  const progress: ExportProgress = { total: await countEvents(db, done, last), taken: 0, refused: [] };
  yield progress;
  for (;;) {
    const events = await readEvents(db, { after: done, last, limit: batchSize });
    if (events.length === 0) return;
    for await (const sent of sendBatch(openMeter, events)) {
      if (sent.outcome === 'failed') throw sent.error;
      if (sent.outcome === 'taken') {
        progress.taken += sent.events.length;
        done = sent.events.at(-1)?.id ?? done;
      } else {
        progress.refused.push({ id: sent.event.event.id, reason: sent.reason });
        done = sent.event.id;
      }
      await saveProgress(db, target, done);
    }
    yield progress;
  }
}

/** Lets the next export to a target send everything from the first event on. */
export async function forgetExport(db: Database, target: string): Promise<void> {
  await db.delete(openmeterExports).where(eq(openmeterExports.target, target));
}

/**
 * The newest event. The lock waits for whoever has an id already but is not seen yet: passed over now, their events would
 * never be sent.
 */
async function lastOutboxId(db: Database): Promise<bigint> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table outbox in share mode`);
    const [last] = await queryRows(tx, sql`select max(id) as id from outbox`, (row) => bigintOf(row.id ?? 0));
    return last ?? 0n;
  });
}

async function readProgress(db: Database, target: string): Promise<bigint> {
  const [progress] = await db.select().from(openmeterExports).where(eq(openmeterExports.target, target));
  return progress?.lastOutboxId ?? 0n;
}

async function saveProgress(db: Database, target: string, lastOutboxId: bigint): Promise<void> {
  await db
    .insert(openmeterExports)
    .values({ target, lastOutboxId })
    .onConflictDoUpdate({ target: openmeterExports.target, set: { lastOutboxId, updatedAt: sql`now()` } });
}

async function countEvents(db: Database, after: bigint, last: bigint): Promise<number> {
  const statement = sql`select count(*) as events from outbox where id > ${String(after)}::bigint and id <= ${String(last)}::bigint`;
  const [events] = await queryRows(db, statement, (row) => Number(row.events));
  return events ?? 0;
}
