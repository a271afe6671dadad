import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { lockFolder } from './folder-lock';
import * as schema from './schema';
import type { Connection } from './types';

/**
 * Opens the embedded Postgres in a folder, which it makes if need be; without a folder, one in memory.
 *
 * @throws DatabaseLockedError when another process has it open.
 */
export async function openPglite(folder?: string): Promise<Connection> {
  if (!folder) return connection(await PGlite.create());
  await mkdir(dirname(folder), { recursive: true });
  // PGlite has no lock of its own: two processes on one folder silently lose rows.
  const lock = await lockFolder(folder);
  try {
    return connection(await PGlite.create(folder), lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function connection(client: PGlite, release?: () => Promise<void>): Connection {
  return {
    kind: 'pglite',
    db: drizzle(client, { schema, casing: 'snake_case' }),
    async close() {
      await client.close();
      await release?.();
    },
  };
}
