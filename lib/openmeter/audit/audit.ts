import type { OpenMeter } from '@openmeter/sdk';
import type { Database } from '@/lib/db/types';
import { type BooksOf, readBooks } from './books';
import { compareMeter, compareOutbox, type Difference } from './compare';
import { type DayTotals, mergeTotals } from './day-totals';
import { readMeter } from './meter';

export interface AuditReport {
  /** What was compared. */
  ledger: DayTotals;
  differences: Difference[];
  /** Events that OpenMeter does not have yet, or may not have. They are no difference. */
  onTheirWay: DayTotals;
  /** Events that OpenMeter refused: it lacks them until they are sent again, unless an export brought them. */
  parked: DayTotals;
}

/**
 * Compares ledger, outbox and OpenMeter for each user and UTC day, to the single token and the pico-dollar. It waits
 * for nothing and may run while people chat: the books are read before and after OpenMeter is.
 *
 * @throws what `readMeter` throws
 */
export async function audit(db: Database, openMeter: OpenMeter, what: BooksOf): Promise<AuditReport> {
  const before = await readBooks(db, what);
  const meter = await readMeter(openMeter, what);
  const after = await readBooks(db, what);
  return {
    ledger: after.ledger,
    differences: [...compareOutbox(after), ...compareMeter(before, meter, after)],
    onTheirWay: mergeTotals([after.waiting, after.tried]),
    parked: after.parked,
  };
}
