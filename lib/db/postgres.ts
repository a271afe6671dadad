import { DrizzleQueryError } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { readPostgresAddress } from './postgres-address';
import * as schema from './schema';
import type { Connection } from './types';

/**
 * Opens a pool on a Postgres server. Connects at the first query.
 *
 * Statements are prepared, once a connection: Drizzle sends them by `unsafe` with `prepare: false`, which has the server parse
 * and plan each one anew, with a round trip more. A pooler that can't do that is told with `?prepare=false`.
 *
 * @throws what reading the file of `sslrootcert` throws
 */
export function openPostgres(address: string): Connection {
  const { url, ...options } = readPostgresAddress(address);
  const client = postgres(url, {
    ...options,
    max: 10,
    // Back at once when the server is: who doesn't say for seconds that they live is taken for dead.
    connect_timeout: 5,
    backoff: (failures) => (failures > 0 ? 1 : 0),
    // After a failover an address may lead to a server that takes no writes, until the name is looked up anew.
    target_session_attrs: 'primary',
    max_lifetime: 300,
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
