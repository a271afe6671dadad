import { sql } from 'drizzle-orm';
import { errorCode } from './error-code';
import journal from './migrations/meta/_journal.json';
import { queryRows } from './rows';
import type { Database } from './types';

const UNDEFINED_TABLE = '42P01';
const PERMISSION_DENIED = '42501';

/**
 * The names of the migrations that a database lacks, the oldest first; none where its role may not look, as it may be another
 * one that migrates. Drizzle knows a migration by when it was made, and never applies what is older than the newest one
 * applied: such a one stays missing until its `when` in the journal is later.
 */
export async function missingMigrations(db: Database): Promise<string[]> {
  try {
    return tagsWithout(new Set(await appliedMs(db)));
  } catch (error) {
    const code = errorCode(error);
    if (code === UNDEFINED_TABLE) return tagsWithout(new Set());
    if (code === PERMISSION_DENIED) return [];
    throw error;
  }
}

function tagsWithout(applied: ReadonlySet<number>): string[] {
  return journal.entries.filter(({ when }) => !applied.has(when)).map(({ tag }) => tag);
}

function appliedMs(db: Database): Promise<number[]> {
  return queryRows(db, sql`select created_at as made from drizzle.__drizzle_migrations`, ({ made }) =>
    Number(made),
  );
}
