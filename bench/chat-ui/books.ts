import { countedOf, differenceOf } from '../support/journal-and-ledger';
import type { Stage } from './stage';

/**
 * Waits until all is settled, and compares the ledger with the upstream's journal.
 *
 * @param seeded the generations that no upstream was asked for
 * @returns how many responses are in one of the two only or more often, or with other numbers
 */
export async function journalAgainstLedger(
  { books, upstream }: Stage,
  seeded: ReadonlySet<string>,
): Promise<number> {
  while ((await books.awaitedTitles()).length > 0 || (await books.openHolds()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await upstream.journal.idle();
  const sent = upstream.journal.records().filter(({ outcome }) => outcome !== 'refused');
  const entries = (await books.entries()).filter(({ generationId }) => !seeded.has(generationId));
  return differenceOf(sent, entries.map(countedOf)).responses;
}
