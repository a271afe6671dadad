import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Database } from '@/lib/db/types';

/** A database whose statements pass through another's hands. */
export function watched(
  db: Database,
  pass: (text: string, execute: () => Promise<unknown>) => Promise<unknown>,
): Database {
  return new Proxy(db, {
    get(target, key) {
      if (key !== 'execute') return Reflect.get(target, key);
      return (statement: SQL) =>
        pass(new PgDialect().sqlToQuery(statement).sql, async () => target.execute(statement));
    },
  });
}
