import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/db/migrate';
import { pgliteConnection } from '@/lib/db/pglite';
import { startPostgres } from './postgres-server';
import { StartedParts } from './started-parts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    /** A file with a new, migrated PGlite database: making one takes seconds, loading it a fraction. */
    pgliteDump: string;
  }
}

/** One Postgres and one PGlite dump for the whole run; every suite makes a database of its own from them. */
export default async function setup(project: TestProject) {
  const parts = new StartedParts();
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-tests-'));
  parts.atEnd(() => rm(folder, { recursive: true }));
  const pgliteDump = join(folder, 'pglite.tar');
  const starting = [
    parts.start(startPostgres(), (each) => each.stop()),
    dumpMigratedPglite(pgliteDump),
  ] as const;
  const [server] = await Promise.all(starting).catch(async (error: unknown) => {
    await parts.end();
    throw error;
  });
  project.provide('postgresUrl', server.url);
  project.provide('pgliteDump', pgliteDump);
  return () => parts.end();
}

async function dumpMigratedPglite(file: string): Promise<void> {
  const client = await PGlite.create();
  await migrate(pgliteConnection(client));
  const dump = await client.dumpDataDir('none');
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await client.close();
}
