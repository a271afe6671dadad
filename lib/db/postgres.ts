import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema';
import type { Connection } from './types';

/** Opens a pool on a Postgres server. Connects at the first query. */
export function openPostgres(url: string): Connection {
  const client = postgres(url, {
    max: 10,
    onnotice: () => {},
    connection: { application_name: 'tokentally', TimeZone: 'UTC' },
  });
  return {
    kind: 'postgres',
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  };
}
