import { inject } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { createDatabase } from '@/tests/support/create-database';

/** A database of its own on the tests' Postgres, with all tables, for a script to work on. */
export async function migratedPostgres() {
  const DATABASE_URL = await createDatabase(inject('postgresUrl'));
  const connection = openPostgres(DATABASE_URL);
  await migrate(connection);
  return { DATABASE_URL, db: connection.db, close: () => connection.close() };
}
