import { sql } from 'drizzle-orm';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { migrate } from './migrate';
import { openPostgres } from './postgres';
import { queryRows } from './rows';

// All but one ended with what Postgres says of a schema that is there already.
it('is applied once to a Postgres, though several begin it at the same time', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const connections = [1, 2, 3].map(() => openPostgres(url));
  onTestFinished(async () => {
    await Promise.all(connections.map(({ close }) => close()));
  });
  await Promise.all(connections.map(migrate));
  const statement = sql`select count(*) as all, count(distinct hash) as different from drizzle.__drizzle_migrations`;
  const [db] = connections.map((connection) => connection.db);
  const [applied] = db
    ? await queryRows(db, statement, (row) => [Number(row.all), Number(row.different)])
    : [];
  expect(applied?.[0]).toBeGreaterThan(0);
  expect(applied?.[0]).toBe(applied?.[1]);
});
