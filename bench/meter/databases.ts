import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@/lib/db/migrate';
import { openPglite } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection } from '@/lib/db/types';
import { startPostgres } from '@/tests/support/postgres-server';

export interface BenchDatabase {
  connection: Connection;
  close(): Promise<void>;
}

/** A new, migrated database: PGlite in a folder, as the app has it, or a durable Postgres. */
export async function openDatabase(kind: 'postgres' | 'pglite'): Promise<BenchDatabase> {
  const database = kind === 'pglite' ? await openPgliteInFolder() : await openPostgresServer();
  await migrate(database.connection);
  return database;
}

async function openPgliteInFolder(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-bench-'));
  const connection = await openPglite(join(folder, 'pglite'));
  return {
    connection,
    close: async () => {
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgresServer(): Promise<BenchDatabase> {
  const server = await startPostgres({
    durable: true,
    settings: ['-c', 'shared_buffers=1GB', '-c', 'max_wal_size=4GB'],
  });
  const connection = openPostgres(server.url);
  return {
    connection,
    close: async () => {
      await connection.close();
      await server.stop();
    },
  };
}
