import { sql } from 'drizzle-orm';
import { errorCode } from './error-code';
import journal from './migrations/meta/_journal.json';
import { queryRows } from './rows';
import type { Database } from './types';

const UNDEFINED_TABLE = '42P01';
const PERMISSION_DENIED = '42501';

/**
 * The names of the migrations that a database lacks, the oldest first; none where its role may not look, as it may be another
 * one that migrates.
 */
export async function missingMigrations(db: Database): Promise<string[]> {
  const appliedMs = await newestAppliedMs(db);
  return journal.entries.filter(({ when }) => when > appliedMs).map(({ tag }) => tag);
}

/** As Drizzle's migrator does: a migration is known by when it was made, and the newest one stands for all before it. */
async function newestAppliedMs(db: Database): Promise<number> {
  try {
    const [newest] = await queryRows(
      db,
      sql`select max(created_at) as made from drizzle.__drizzle_migrations`,
      ({ made }) => Number(made),
    );
    return newest ?? 0;
  } catch (error) {
    const code = errorCode(error);
    if (code === UNDEFINED_TABLE) return 0;
    if (code === PERMISSION_DENIED) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
