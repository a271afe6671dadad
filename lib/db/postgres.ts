import { DrizzleQueryError } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema';
import type { Connection } from './types';

/**
 * Opens a pool on a Postgres server. Connects at the first query.
 *
 * Statements are prepared, once a connection: Drizzle sends them by `unsafe` with `prepare: false`, which has the server parse
 * and plan each one anew, with a round trip more. A pooler that can't do that is told with `?prepare=false`.
 */
export function openPostgres(url: string): Connection {
  const client = postgres(url, {
    max: 10,
    // Back at once when the server is: who doesn't say for seconds that they live is taken for dead.
    connect_timeout: 5,
    backoff: () => 1,
    prepare: new URL(url).searchParams.get('prepare') !== 'false',
    onnotice: () => {},
    connection: { application_name: 'tokentally', TimeZone: 'UTC' },
  });
  const { begin } = preparing(client);
  Object.assign(client, {
    begin: <T>(transaction: Transaction<T>) =>
      namingFailures(transaction, (named) => begin((sql) => named(preparing(sql)))),
  });
  return {
    kind: 'postgres',
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  };
}

type Transaction<T> = (sql: postgres.TransactionSql) => Promise<T>;

/**
 * Has what the driver says of a transaction's own statements, as of its `begin`, come as a DrizzleQueryError: Drizzle does
 * so for all others. What the transaction throws itself stays as it is.
 */
async function namingFailures<T, R>(
  transaction: Transaction<T>,
  run: (transaction: Transaction<T>) => Promise<R>,
): Promise<R> {
  let thrown: unknown;
  try {
    return await run((sql) =>
      transaction(sql).catch((error) => {
        thrown = error;
        throw error;
      }),
    );
  } catch (error) {
    if (error === thrown || !(error instanceof Error)) throw error;
    throw new DrizzleQueryError('begin … commit', [], error);
  }
}

function preparing<S extends postgres.ISql>(sql: S): S {
  const { unsafe } = sql;
  sql.unsafe = (query, parameters, options) => unsafe(query, parameters, { ...options, prepare: true });
  return sql;
}
