import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import type { Connection } from './types';

/** Any number that nobody else locks. */
const LOCK_KEY = 4_807_255_610;
// A limit on pauses, as some hosts set one, would end the transaction during a long migration, and the lock with it.
const lock = sql`
  select pg_advisory_xact_lock(${LOCK_KEY}::bigint), set_config('idle_in_transaction_session_timeout', '0', true)`;

/** Applies the migrations that the database lacks. Who begins it while another is at it waits, and finds it done. */
export async function migrate(connection: Connection): Promise<void> {
  const config = { migrationsFolder: join(process.cwd(), 'lib/db/migrations') };
  if (connection.kind === 'pglite') return migratePglite(connection.db, config);
  const { db } = connection;
  // A lock of a transaction, unlike one of a session, holds behind a pooler, too. The migrations have another connection.
  await db.transaction(async (holder) => {
    await holder.execute(lock);
    await migratePostgres(db, config);
  });
}
