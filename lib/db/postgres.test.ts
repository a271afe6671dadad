import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
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
});
