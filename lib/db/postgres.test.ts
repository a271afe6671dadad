import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { freePort } from '@/tests/support/free-port';
import { isDatabaseUnreachable, isUniqueViolation } from './errors';
import { openPostgres } from './postgres';
import { queryRows } from './rows';
import type { Connection, Database } from './types';

describe('a connection to Postgres', () => {
  let url: string;
  let connection: Connection;
  beforeAll(async () => {
    url = await createDatabase(inject('postgresUrl'));
    connection = openPostgres(url);
  });
  afterAll(() => connection.close());

  const prepared = (db: Database, word: string) =>
    queryRows(
      db,
      sql`select name from pg_prepared_statements where statement like ${`%${word}%`}`,
      (row) => row,
    );

  it('prepares a statement once, outside and inside of transactions (Drizzle says `prepare: false`)', async () => {
    const found = await connection.db.transaction(async (db) => {
      for (let run = 0; run < 3; run++) await db.execute(sql`select ${run}::int as apple`);
      return prepared(db, 'apple');
    });
    expect(found).toHaveLength(1);
  });

  it('leaves it where the address says so, for poolers', async () => {
    const pooled = openPostgres(`${url}?prepare=false`);
    const found = await pooled.db.transaction(async (db) => {
      await db.execute(sql`select ${1}::int as pear`);
      return prepared(db, 'pear');
    });
    await pooled.close();
    expect(found).toHaveLength(0);
  });

  // The driver's own error came from a transaction, and passed for a fault of the app.
  it('is unreachable to a transaction as to a statement where nothing listens', async () => {
    const nowhere = openPostgres(`postgres://127.0.0.1:${await freePort()}/none`);
    const statement = await failureOf(nowhere.db.execute(sql`select 1`));
    const transaction = await failureOf(nowhere.db.transaction(async () => 'never'));
    await nowhere.close();
    expect([statement, transaction].map(isDatabaseUnreachable)).toEqual([true, true]);
  });

  it('gives what a transaction throws itself as it is: another server may be away', async () => {
    const refused = Object.assign(new Error('The upstream is away.'), { code: 'ECONNREFUSED' });
    const failure = await failureOf(connection.db.transaction(() => Promise.reject(refused)));
    expect(failure).toBe(refused);
    expect(isDatabaseUnreachable(failure)).toBe(false);
  });

  it('says what a commit was refused for', async () => {
    await connection.db.execute(sql`create table once (id int unique deferrable initially deferred)`);
    const failure = await failureOf(
      connection.db.transaction(async (db) => void (await db.execute(sql`insert into once values (1), (1)`))),
    );
    expect(isUniqueViolation(failure)).toBe(true);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
