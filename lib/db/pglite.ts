import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { lockFolder } from './folder-lock';
import * as schema from './schema';
import type { Connection } from './types';

/**
 * Opens the embedded Postgres in a folder, which it makes if need be.
 *
 * @throws DatabaseLockedError when another process has it open.
 */
export async function openPglite(folder: string): Promise<Connection> {
  await mkdir(dirname(folder), { recursive: true });
  // PGlite has no lock of its own: two processes on one folder silently lose rows.
  const lock = await lockFolder(folder);
  try {
    const connection = pgliteConnection(await PGlite.create(folder));
    return {
      ...connection,
      async close() {
        await connection.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The app’s tables on a PGlite that is open. Closing the connection closes it. */
export function pgliteConnection(client: PGlite): Extract<Connection, { kind: 'pglite' }> {
  return {
    kind: 'pglite',
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.close(),
  };
}
