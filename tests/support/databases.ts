import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPglite } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection, Database } from '@/lib/db/types';

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
      connection = kind === 'pglite' ? await openPglite() : openPostgres(await createDatabase());
      await migrate(connection);
    });
    afterAll(() => connection?.close());
    suite(() => {
      if (!connection) throw new Error('The database is open only while a test runs.');
      return connection.db;
    }, kind);
  });
}

/** A new, empty database on the run's Postgres; its URL. */
export async function createDatabase(serverUrl = inject('postgresUrl')): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = postgres(serverUrl, { max: 1 });
  await client`create database ${client(name)}`;
  await client.end();
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}
