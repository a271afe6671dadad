import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import { pgliteConnection } from '@/lib/db/pglite';
import type { Database } from '@/lib/db/types';

/** A DATA_DIR of its own, whose embedded database has all tables and what `fill` puts there, and is closed for a script to open. */
export async function migratedFolder(fill: (db: Database) => Promise<unknown>) {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'tokentally-script-'));
  const loadDataDir = new Blob([await readFile(inject('pgliteDump'))]);
  const client = await PGlite.create(join(DATA_DIR, 'pglite'), { loadDataDir });
  const { db, close } = pgliteConnection(client);
  await fill(db);
  await close();
  return { DATA_DIR, remove: () => rm(DATA_DIR, { recursive: true }) };
}
