import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';

/**
 * Ingest shares a namespace's lock and a change of its meters takes it alone, both until their transaction ends: so
 * a rollup is never built while events come in that it would miss.
 */
export async function lockForIngest(tx: Database, namespace: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${lockKey(namespace)})`);
}

/** See {@link lockForIngest}. */
export async function lockForMeterChange(tx: Database, namespace: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockKey(namespace)})`);
}

function lockKey(namespace: string) {
  return sql`hashtextextended(${`embedded meter ${namespace}`}, 0)`;
}
