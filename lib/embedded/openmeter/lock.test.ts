import { sql } from 'drizzle-orm';
import { expect, inject, it } from 'vitest';
import { openPostgres } from '@/lib/db/postgres';
import { queryRows } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { createDatabase } from '@/tests/support/create-database';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter, type MeterDefinition } from '.';
import { withIngestLock, withMeterChangeLock } from './lock';
import { ingest, values } from './testing/requests';

const COUNT: MeterDefinition = { slug: 'count', eventType: 'test', aggregation: 'COUNT' };

describeOnDatabases('the lock of a namespace', (db, kind) => {
  const open = (namespace: string) =>
    createEmbeddedOpenMeter({ db: async () => db(), namespace, meters: [COUNT] });
  // PGlite has one connection: who is in a transaction keeps everybody waiting.
  const onPostgres = it.skipIf(kind === 'pglite');

  // It had no limit: a machine that vanished while it sent events kept all others from sending theirs, for hours.
  it('is lost by who asks for nothing for half a minute', async () => {
    const limit = sql`select current_setting('idle_in_transaction_session_timeout') as pause`;
    const read = (on: Database) => queryRows(on, limit, ({ pause }) => pause);
    expect(await withIngestLock(db(), 'pause', read)).toEqual(['30s']);
    expect(await withMeterChangeLock(db(), 'pause', read)).toEqual(['30s']);
    expect(await read(db())).toEqual(['0']);
  });

  // Where events were many, each try to add them up for a meter was cancelled.
  onPostgres('is held by who changes meters for longer than the host lets statements run', async () => {
    const connection = openPostgres(`${await createDatabase(inject('postgresUrl'))}?statement_timeout=7000`);
    const limit = sql`select current_setting('statement_timeout') as statement`;
    const read = (on: Database) => queryRows(on, limit, ({ statement }) => statement);
    try {
      expect(await withMeterChangeLock(connection.db, 'long', read)).toEqual(['0']);
      expect(await withIngestLock(connection.db, 'long', read)).toEqual(['7s']);
    } finally {
      await connection.close();
    }
  });

  // Each that waited held a connection of the pool: with ten of them the whole app stood still.
  onPostgres('leaves connections to others while many send events and a meter is being made', async () => {
    const fetch = open('change');
    expect(await values(fetch, 'count')).toEqual([0]);
    const sent: Promise<void>[] = [];
    await withMeterChangeLock(db(), 'change', async (tx) => {
      for (let sender = 0; sender < 10; sender++) sent.push(ingest(fetch, [{}]));
      await untilSomebodyWaits(tx);
      await db().execute(sql`select 1`);
    });
    await Promise.all(sent);
    expect(await values(fetch, 'count')).toEqual([10]);
  });

  // It took the lock alone before it looked for its meters, and whoever came then waited behind it.
  onPostgres('is not waited for by a process that starts and finds all its meters there', async () => {
    await ingest(open('start'), [{}]);
    await withIngestLock(db(), 'start', async () => {
      const started = open('start');
      expect(await values(started, 'count')).toEqual([1]);
      await ingest(started, [{}]);
    });
    expect(await values(open('start'), 'count')).toEqual([2]);
  });
});

async function untilSomebodyWaits(db: Database): Promise<void> {
  const waiting = sql`select from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  let count = 0;
  while (count === 0) count = (await queryRows(db, waiting, (row) => row)).length;
}
