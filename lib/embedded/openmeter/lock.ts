import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { takingTurns } from '@/lib/turns';

/**
 * So many transactions of a process hold the lock or wait for it. A meter may take long to make, and those that wait for
 * that keep their connections: of the 10 there are, the rest of the app needs some.
 */
const MOST_AT_ONCE = 4;

/**
 * A machine that vanishes in the middle of a transaction leaves its locks behind, on the rows of an hour, too, until
 * Postgres notices: by default after two hours. It ends a transaction that asks for nothing for so long.
 */
const LONGEST_PAUSE_MS = 30_000;
const limitPauses = sql`set_config('idle_in_transaction_session_timeout', ${String(LONGEST_PAUSE_MS)}, true)`;

type Work<T> = (tx: Database) => Promise<T>;

/**
 * Runs a transaction that adds events. Ingest shares a namespace's lock and a change of its meters takes it alone, both
 * until their transaction ends: so a rollup is never built while events come in that it would miss.
 */
export function withIngestLock<T>(db: Database, namespace: string, work: Work<T>): Promise<T> {
  return locked(db, sql`pg_advisory_xact_lock_shared(${lockKey(namespace)})`, work);
}

/**
 * Runs a transaction that changes meters, see {@link withIngestLock}, for as long as it takes: to add up the events that are
 * there can take longer than a host lets statements run.
 */
export function withMeterChangeLock<T>(db: Database, namespace: string, work: Work<T>): Promise<T> {
  const lock = sql`pg_advisory_xact_lock(${lockKey(namespace)})`;
  return locked(db, sql`${lock}, set_config('statement_timeout', '0', true)`, work);
}

const turns = new WeakMap<Database, ReturnType<typeof takingTurns>>();

function locked<T>(db: Database, lock: SQL, work: Work<T>): Promise<T> {
  const inTurn = turns.get(db) ?? takingTurns(MOST_AT_ONCE);
  turns.set(db, inTurn);
  return inTurn(() =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select ${limitPauses}, ${lock}`);
      return work(tx);
    }),
  );
}

function lockKey(namespace: string): SQL {
  return sql`hashtextextended(${`embedded meter ${namespace}`}, 0)`;
}
