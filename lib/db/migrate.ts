import { join } from 'node:path';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import type { Connection } from './types';

/** Applies the migrations that the database lacks. */
export async function migrate(connection: Connection): Promise<void> {
  const config = { migrationsFolder: join(process.cwd(), 'lib/db/migrations') };
  if (connection.kind === 'pglite') await migratePglite(connection.db, config);
  else await migratePostgres(connection.db, config);
}
