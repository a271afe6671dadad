import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type * as schema from './schema';

/** What the rest of the code sees: the same for both drivers. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export type Connection =
  | { kind: 'postgres'; db: PostgresJsDatabase<typeof schema>; close(): Promise<void> }
  | { kind: 'pglite'; db: PgliteDatabase<typeof schema>; close(): Promise<void> };
