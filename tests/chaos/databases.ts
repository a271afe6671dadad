import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@/lib/db/migrate';
import { openPglite } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Database } from '@/lib/db/types';
import { startPostgres } from '../support/postgres-server';

export interface ChaosDatabase {
  /** What the app is started with. */
  env: Record<string, string>;
  /** Whether only one process can have it open, so that the app must be stopped to look inside. */
  isExclusive: boolean;
  look<T>(read: (db: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type DatabaseKind = 'postgres' | 'pglite';

/** A real Postgres, durable as in production, or a folder for PGlite. */
export async function openDatabase(kind: DatabaseKind): Promise<ChaosDatabase> {
  return kind === 'postgres' ? openServer() : openFolder();
}

async function openServer(): Promise<ChaosDatabase> {
  const server = await startPostgres({ durable: true });
  const connection = openPostgres(server.url);
  await migrate(connection);
  return {
    env: { DATABASE_URL: server.url },
    isExclusive: false,
    look: (read) => read(connection.db),
    async close() {
      await connection.close();
      await server.stop();
    },
  };
}

async function openFolder(): Promise<ChaosDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-chaos-'));
  return {
    env: { DATA_DIR: folder },
    isExclusive: true,
    async look(read) {
      const connection = await openPglite(join(folder, 'pglite'));
      try {
        return await read(connection.db);
      } finally {
        await connection.close();
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
