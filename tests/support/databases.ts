import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { pgliteConnection } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection, Database } from '@/lib/db/types';
import { createDatabase } from './create-database';

/** It fills its buffers with zeros when it starts: by default 160 MB, which take as long as all the rest. */
const SMALL = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/**
 * Runs a suite twice, on PGlite in memory and on real Postgres, each with a new, migrated database:
 *
 *     describeOnDatabases('the outbox', (db) => { it('…', async () => { await db().select()… }) });
 */
export function describeOnDatabases(
  name: string,
  suite: (db: () => Database, kind: Connection['kind']) => void,
): void {
  describe.each(['pglite', 'postgres'] as const)(`${name}, on %s`, (kind) => {
    let connection: Connection | undefined;
    beforeAll(async () => {
      connection = kind === 'pglite' ? await openMigratedPglite() : await openMigratedPostgres();
    });
    afterAll(() => connection?.close());
    suite(() => {
      if (!connection) throw new Error('The database is open only while a test runs.');
      return connection.db;
    }, kind);
  });
}

async function openMigratedPglite(): Promise<Connection> {
  const loadDataDir = new Blob([await readFile(inject('pgliteDump'))]);
  return pgliteConnection(await PGlite.create({ loadDataDir, startParams: SMALL }));
}

async function openMigratedPostgres(): Promise<Connection> {
  return openPostgres(await createDatabase(inject('postgresUrl'), `template ${inject('postgresTemplate')}`));
}
