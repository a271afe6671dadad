import type { JournalRecord } from '@/tests/upstream/journal';
import { underWay } from '../support/books';
import { countedOf, differenceOf } from '../support/journal-and-ledger';
import { leftOver } from '../support/left-over';
import type { Stage } from './stage';

/**
 * Waits until all is settled, and compares the ledger with the upstream's journal.
 *
 * @param seeded the generations that no upstream was asked for
 * @returns how many responses are in one of the two only or more often, or with other numbers; and a sentence on what never
 *   came to its end, if anything
 */
export async function journalAgainstLedger(
  { books, upstream }: Stage,
  seeded: ReadonlySet<string>,
): Promise<{ responses: number; left: string | undefined }> {
  const left = await leftOver(async () => (await underWay(books)) ?? stillSent(upstream.journal.records()));
  const sent = upstream.journal.records().filter(({ outcome }) => outcome !== 'refused');
  const entries = (await books.entries()).filter(({ generationId }) => !seeded.has(generationId));
  return { responses: differenceOf(sent, entries.map(countedOf)).responses, left };
}

function stillSent(records: readonly JournalRecord[]): string | undefined {
  const open = records.filter(({ outcome }) => outcome === 'open');
  return open.length > 0 ? `responses that upstream still sends: ${open.length}` : undefined;
}
