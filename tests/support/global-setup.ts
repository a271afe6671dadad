import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/db/migrate';
import { pgliteConnection } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import { createDatabase } from './create-database';
import { startPostgres } from './postgres-server';
import { StartedParts } from './started-parts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    /** A migrated database of that server, for `create database … template`: to copy it is faster than to migrate a new one. */
    postgresTemplate: string;
    /** A file with a new, migrated PGlite database: making one takes seconds, loading it a fraction. */
    pgliteDump: string;
  }
}

/** One Postgres and one PGlite dump for the whole run; every suite makes a database of its own, a copy of what is migrated. */
export default async function setup(project: TestProject) {
  const parts = new StartedParts();
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-tests-'));
  parts.atEnd(() => rm(folder, { recursive: true }));
  const pgliteDump = join(folder, 'pglite.tar');
  const startMigratedPostgres = async () => {
    const { url } = await parts.start(startPostgres(), (each) => each.stop());
    return { url, template: await migratedDatabase(url) };
  };
  const starting = [startMigratedPostgres(), dumpMigratedPglite(pgliteDump)] as const;
  const [{ url, template }] = await Promise.all(starting).catch(async (error: unknown) => {
    await parts.end();
    throw error;
  });
  project.provide('postgresUrl', url);
  project.provide('postgresTemplate', template);
  project.provide('pgliteDump', pgliteDump);
  return () => parts.end();
}

/** @returns the name of a new database that has all tables */
async function migratedDatabase(serverUrl: string): Promise<string> {
  const url = await createDatabase(serverUrl);
  const connection = openPostgres(url);
  await migrate(connection);
  await connection.close();
  return new URL(url).pathname.slice(1);
}

async function dumpMigratedPglite(file: string): Promise<void> {
  const client = await PGlite.create();
  await migrate(pgliteConnection(client));
  const dump = await client.dumpDataDir('none');
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await client.close();
}
