import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { migrate } from '@/lib/db/migrate';
import { pgliteConnection } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection } from '@/lib/db/types';
import { startPostgres } from '@/tests/support/postgres-server';

export interface BenchDatabase {
  connection: Connection;
  /** Puts rows in Postgres' text format into a table, named with its columns. */
  copyIn(table: string, chunks: Iterable<string>): Promise<void>;
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
  const client = await PGlite.create(join(folder, 'pglite'));
  const connection = pgliteConnection(client);
  return {
    connection,
    async copyIn(table, chunks) {
      for (const chunk of chunks) {
        await client.query(`copy ${table} from '/dev/blob'`, [], { blob: new Blob([chunk]) });
      }
    },
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
    async copyIn(table, chunks) {
      const client = postgres(server.url, { max: 1 });
      await pipeline(Readable.from(chunks), await client.unsafe(`copy ${table} from stdin`).writable());
      await client.end();
    },
    close: async () => {
      await connection.close();
      await server.stop();
    },
  };
}
