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
    begin: <T>(transaction: (sql: postgres.TransactionSql) => Promise<T>) =>
      begin((sql) => transaction(preparing(sql))),
  });
  return {
    kind: 'postgres',
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  };
}

function preparing<S extends postgres.ISql>(sql: S): S {
  const { unsafe } = sql;
  sql.unsafe = (query, parameters, options) => unsafe(query, parameters, { ...options, prepare: true });
  return sql;
}
