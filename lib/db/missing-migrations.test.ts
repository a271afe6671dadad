import { sql } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { describeOnDatabases } from '@/tests/support/databases';
import { migrate } from './migrate';
import journal from './migrations/meta/_journal.json';
import { missingMigrations } from './missing-migrations';
import { openPostgres } from './postgres';

describeOnDatabases('the migrations that a database lacks', (db) => {
  it('are none when all were applied', async () => {
    expect(await missingMigrations(db())).toEqual([]);
  });

  it('are those since the newest one that was applied', async () => {
    await db().execute(sql`delete from drizzle.__drizzle_migrations where id > 5`);
    const sinceTheFifth = journal.entries.slice(5).map(({ tag }) => tag);
    expect(sinceTheFifth).toContain('0005_sessions_from');
    expect(await missingMigrations(db())).toEqual(sinceTheFifth);
  });

  // One that comes with a newer starter is older than the adopter's own newest one, and nobody heard of it.
  it('are also those that are older than the newest one that was applied', async () => {
    await db().execute(sql`delete from drizzle.__drizzle_migrations where id = 3`);
    expect(await missingMigrations(db())).toContain('0002_attachments');
  });
});

describe('a Postgres', () => {
  // The log said nothing of them: each request failed, and each look for orphans.
  it('lacks all migrations when nobody has migrated it', async () => {
    const { db, close } = openPostgres(await createDatabase(inject('postgresUrl')));
    expect((await missingMigrations(db))[0]).toBe('0000_first');
    await close();
  });

  it('is not said to lack any to a role that may not look', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const owner = openPostgres(url);
    await migrate(owner);
    await owner.close();
    const { db, close } = openPostgres(`${url}?role=pg_monitor`);
    expect(await missingMigrations(db)).toEqual([]);
    await close();
  });
});
