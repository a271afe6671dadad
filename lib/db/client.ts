import 'server-only';
import { join } from 'node:path';
import { env, isProduction } from '../env';
import { hideValues } from './hide-values';
import { migrate } from './migrate';
import { openPglite } from './pglite';
import { openPostgres } from './postgres';
import type { Connection, Database } from './types';

declare global {
  /** One connection a process: development reloads modules, but never `globalThis`. */
  var tokentallyDatabase: Promise<Connection> | undefined;
}

/**
 * The database: Postgres by `DATABASE_URL`, otherwise PGlite in `DATA_DIR`. Opened at the first call, and again
 * at the next one if that failed. Migrations apply themselves, except to a Postgres in production.
 *
 * @throws DatabaseLockedError when another process has the embedded database open.
 */
export async function getDb(): Promise<Database> {
  const connection = await connect();
  return connection.db;
}

/** Closes the database, so that the embedded one is whole on disk and its lock is free. */
export async function closeDb(): Promise<void> {
  const opening = globalThis.tokentallyDatabase;
  if (!opening) return;
  globalThis.tokentallyDatabase = undefined;
  const connection = await opening;
  await connection.close();
}

function connect(): Promise<Connection> {
  globalThis.tokentallyDatabase ??= open().catch((error) => {
    globalThis.tokentallyDatabase = undefined;
    throw error;
  });
  return globalThis.tokentallyDatabase;
}

async function open(): Promise<Connection> {
  hideValues();
  const connection = env.DATABASE_URL
    ? openPostgres(env.DATABASE_URL)
    : await openPglite(join(env.DATA_DIR, 'pglite'));
  try {
    if (connection.kind === 'pglite' || !isProduction) await migrate(connection);
  } catch (error) {
    // Else the next try would find the embedded database locked, by this very process.
    await connection.close();
    throw error;
  }
  return connection;
}
