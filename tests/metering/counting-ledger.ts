import { drizzle } from 'drizzle-orm/pg-proxy';
import * as schema from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';

/**
 * A database that admits every call and counts what is done to it, at next to no cost: for tests that make tens of
 * thousands of calls. That the statements are right is tested on real databases, with samples of the same calls.
 */
export function countingLedger(): { db: Database; counts: Counts } {
  const counts: Counts = { reserved: 0, dispatched: 0, checkpoints: 0, settled: 0, voided: 0 };
  const db = drizzle(async (statement, params) => ({ rows: answer(statement, params) }), { schema });
  return { db, counts };

  function answer(statement: string, params: unknown[]): object[] {
    const items = idsIn(params);
    if (statement.includes('insert into generations')) {
      counts.reserved += items.length;
      return items.map((id) => ({ generationId: id, used_pico: '0', max_output_tokens: 4_096 }));
    }
    if (statement.includes("set state = 'dispatched'")) {
      counts.dispatched += items.length;
      return items.map((id) => ({ id }));
    }
    if (statement.includes('insert into ledger_entries')) {
      counts.settled += items.length;
      return items.map((id) => ({ id, hold_pico: String(10n ** 12n) }));
    }
    if (statement.includes("set state = 'voided'")) {
      counts.voided++;
      return items.map((id) => ({ id }));
    }
    // Checkpoints: every generation is still open, and nobody wants one stopped.
    if (statement.includes('jsonb_to_recordset')) {
      counts.checkpoints += items.length;
      return items.map((id) => ({ id, is_saved: true, stop: false }));
    }
    throw new Error(`The counting ledger does not know this statement: ${statement}`);
  }
}

interface Counts {
  reserved: number;
  dispatched: number;
  checkpoints: number;
  settled: number;
  voided: number;
}

/** The generations that a statement is for: it takes them as JSON, or one as it is. */
function idsIn([first]: unknown[]): string[] {
  if (typeof first !== 'string') return [];
  if (!first.startsWith('[')) return [first];
  const items: (string | { generationId: string })[] = JSON.parse(first);
  return items.map((item) => (typeof item === 'string' ? item : item.generationId));
}
