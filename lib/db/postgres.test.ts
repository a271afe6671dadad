import { createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { listen } from '@/tests/support/listen';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
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

  it.each(['prepare=false', 'pgbouncer=true'])(
    'leaves it where the address says %s, for poolers',
    async (parameter) => {
      const pooled = openPostgres(`${url}?${parameter}`);
      const found = await pooled.db.transaction(async (db) => {
        await db.execute(sql`select ${1}::int as pear`);
        return prepared(db, 'pear');
      });
      await pooled.close();
      expect(found).toHaveLength(0);
    },
  );

  // The server was sent them, and refused the connection: 42704, unrecognized configuration parameter.
  it.each([
    'sslmode=disable&channel_binding=require',
    'pgbouncer=true&connection_limit=5&pool_timeout=10',
    'schema=public',
    'gssencmode=disable',
    'sslmode=disable&sslrootcert=system',
    'uselibpqcompat=true&supa=base-pooler.x',
  ])('is made with the address that providers hand out: ?%s', async (parameters) => {
    const provided = openPostgres(`${url}?${parameters}`);
    expect(await queryRows(provided.db, sql`select 1 as one`, ({ one }) => one)).toEqual([1]);
    await provided.close();
  });

  it('sends the server what it knows', async () => {
    const told = openPostgres(`${url}?statement_timeout=1234&options=-c%20geqo%3Doff`);
    const shown = await queryRows(
      told.db,
      sql`select current_setting('statement_timeout') as timeout, current_setting('geqo') as geqo`,
      (row) => row,
    );
    await told.close();
    expect(shown).toEqual([{ timeout: '1234ms', geqo: 'off' }]);
  });

  // The driver's own error came from a transaction, and passed for a fault of the app.
  it('is unreachable to a transaction as to a statement where nothing listens', async () => {
    const nowhere = openPostgres(`postgres://127.0.0.1:${NOBODYS_PORT}/none`);
    const statement = await failureOf(nowhere.db.execute(sql`select 1`));
    const transaction = await failureOf(nowhere.db.transaction(async () => 'never'));
    await nowhere.close();
    expect([statement, transaction].map(isDatabaseUnreachable)).toEqual([true, true]);
  });

  // After a failover it kept to the address of the old server, which takes no writes, for up to an hour.
  it('is not made to a server that follows another one', async () => {
    const standby = await startStandby();
    const connected = openPostgres(standby.url);
    const failure = await failureOf(connected.db.execute(sql`select 1`));
    await connected.close();
    standby.close();
    expect(isDatabaseUnreachable(failure)).toBe(true);
    expect(standby.questions).toEqual([]);
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

/** What a standby says of itself to who connects. Whatever it is asked then, it hangs up. */
async function startStandby() {
  const message = (type: string, content: string) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(4 + content.length);
    return Buffer.concat([Buffer.from(type), length, Buffer.from(content, 'latin1')]);
  };
  const greeting = Buffer.concat([
    message('R', '\0\0\0\0'),
    message('S', 'in_hot_standby\0on\0'),
    message('S', 'default_transaction_read_only\0off\0'),
    message('Z', 'I'),
  ]);
  const TERMINATE = 'X';
  const questions: Buffer[] = [];
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(greeting);
      socket.on('data', (question) => {
        if (question.toString('latin1', 0, 1) !== TERMINATE) questions.push(question);
        socket.end();
      });
    });
  });
  const port = await listen(server);
  return { url: `postgres://someone@127.0.0.1:${port}/none`, questions, close: () => server.close() };
}
