import { createServer } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { createDatabase } from '@/tests/support/create-database';
import { listen } from '@/tests/support/listen';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
import { runScript } from '../testing/run-script';
import { runCommand } from './command';

describe('a command that can’t go on', () => {
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  /** What a command says when a statement fails. */
  async function said(url: string, statement = 'select 1'): Promise<unknown> {
    const connection = openPostgres(url);
    await runCommand(async () => {
      await connection.db.execute(sql.raw(statement)).finally(() => connection.close());
      return 0;
    });
    expect(process.exitCode).toBe(2);
    return vi.mocked(console.error).mock.calls[0]?.[0];
  }

  // They were dumped as the driver throws them.
  it.each([
    ['a database that is not there', { pathname: '/nowhere' }, 'database "nowhere" does not exist'],
    ['a wrong password', { password: 'wrong' }, 'password authentication failed for user "postgres"'],
    ['a parameter that is none', { search: '?colour=blue' }, 'unrecognized configuration parameter "colour"'],
  ])('says in a sentence that Postgres refuses %s', async (_, part, reason) => {
    const url = Object.assign(new URL(await createDatabase(inject('postgresUrl'))), part).href;
    expect(await said(url)).toBe(`Postgres refuses DATABASE_URL: ${reason}.`);
  });

  it('says that migrations are missing, where a table or a column is', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    expect(await said(url, 'select * from users')).toContain('npm run db:migrate');
    const connection = openPostgres(url);
    await migrate(connection);
    await connection.close();
    expect(await said(url, 'select of_the_next_version from users')).toContain('npm run db:migrate');
  });

  // They were dumped with the statement and a stack.
  it.each([
    ['57014', 'canceling statement due to statement timeout'],
    ['40P01', 'deadlock detected'],
    ['55P03', 'canceling statement due to lock timeout'],
    ['53100', 'could not extend file'],
  ])('says in a sentence that the database can’t do it for now: %s', async (code, reason) => {
    const statement = `do $$ begin raise exception using errcode = '${code}', message = '${reason}'; end $$`;
    expect(await said(await createDatabase(inject('postgresUrl')), statement)).toBe(
      `The database could not do it now: ${reason}. Try again.`,
    );
  });

  it.each([
    ['EISDIR', 'EISDIR: illegal operation on a directory, read'],
    ['EACCES', "EACCES: permission denied, open 'usage.csv'"],
  ])('says in a sentence that a file can’t be read: %s', async (code, message) => {
    await runCommand(async () => {
      throw Object.assign(new Error(message), { code });
    });
    expect(process.exitCode).toBe(2);
    expect(vi.mocked(console.error).mock.calls).toEqual([[message]]);
  });

  // It said to check OPENMETER_URL, which was not set.
  it('says in a sentence that the embedded meter took too long', async () => {
    await runCommand(async () => {
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    });
    expect(process.exitCode).toBe(2);
    expect(vi.mocked(console.error).mock.calls).toEqual([
      [
        'The embedded meter did not answer in time. Try again when the database has less to do; if it has meters to make ' +
          'first, `npm run openmeter:setup` waits for that.',
      ],
    ]);
  });

  // Where the shell was set up for development, `npm run audit` migrated the database of production.
  it('never migrates a Postgres by the way, whatever NODE_ENV says', async () => {
    const DATABASE_URL = await createDatabase(inject('postgresUrl'));
    expect(await run('outbox.ts', { DATABASE_URL, NODE_ENV: 'development' })).toEqual({
      code: 2,
      stderr: 'The database lacks tables or columns. Bring it up to date with `npm run db:migrate`.\n',
    });
  });

  // It was followed, and an export ended well though nothing had arrived.
  it('says in a sentence that the address of OpenMeter leads elsewhere', async () => {
    const server = createServer((_, response) => {
      response.writeHead(301, { Location: 'https://meter.example.com/api/v1/meters' }).end();
    });
    const OPENMETER_URL = `http://127.0.0.1:${await listen(server)}`;
    try {
      expect(await run('openmeter-setup.ts', { OPENMETER_URL })).toEqual({
        code: 2,
        stderr:
          'The server at OPENMETER_URL answers 301, a redirect to https://meter.example.com. Redirects are not followed: set ' +
          'OPENMETER_URL to the address of OpenMeter itself.\n',
      });
    } finally {
      server.close();
    }
  });

  // Each printed a stack, and ended with 1, which is said of books that differ.
  it('says in a sentence, from its first line on, that the environment is not right', async () => {
    expect(await run('audit.ts', { FREE_ALLOWANCE_USD: '5 $' })).toEqual({
      code: 2,
      stderr:
        'The environment is not right:\n' +
        '  FREE_ALLOWANCE_USD must be an amount in US dollars. Example: FREE_ALLOWANCE_USD=5\n',
    });
  });

  it('says in a sentence, where Vercel builds, that no database is set', async () => {
    expect(await run('db-migrate.ts', { VERCEL: '1' })).toEqual({
      code: 2,
      stderr:
        'DATABASE_URL is not set, so there is no database to migrate: set it to a Postgres URL, for example of Neon or ' +
        'Supabase (the embedded one migrates itself, and needs a disk, which Vercel lacks).\n',
    });
  });

  it('says in a sentence that there is no server to migrate', async () => {
    const DATABASE_URL = `postgres://127.0.0.1:${NOBODYS_PORT}/none`;
    expect(await run('db-migrate.ts', { DATABASE_URL })).toEqual({
      code: 2,
      stderr:
        'The database at DATABASE_URL can’t be reached. Check the address, and that the server is up.\n',
    });
  });

  // It said that the database is up to date: Drizzle never applies what is older than the newest one applied.
  it('names the migration that migrating left out', async () => {
    const DATABASE_URL = await createDatabase(inject('postgresUrl'));
    const connection = openPostgres(DATABASE_URL);
    await migrate(connection);
    await connection.db.execute(sql`delete from drizzle.__drizzle_migrations where id = 3`);
    await connection.close();
    expect(await run('db-migrate.ts', { DATABASE_URL })).toEqual({
      code: 2,
      stderr:
        'Left out, as they are older than the newest migration that was applied: 0002_attachments. See “A new version” in ' +
        'docs/operate.md.\n',
    });
  });
});

/** How a script ends, and what it says of why. */
async function run(...script: Parameters<typeof runScript>): Promise<{ code: unknown; stderr: string }> {
  const { code, stderr } = await runScript(...script);
  return { code, stderr };
}
