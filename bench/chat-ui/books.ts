import type { Stage } from './stage';

/**
 * Waits until all is settled, and compares the ledger with the upstream's journal.
 *
 * @param seeded the generations that no upstream was asked for
 * @returns how many responses are in one of the two only, or with other numbers
 */
export async function journalAgainstLedger(
  { books, upstream }: Stage,
  seeded: ReadonlySet<string>,
): Promise<number> {
  while ((await books.awaitedTitles()).length > 0 || (await books.openHolds()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await upstream.journal.idle();
  const served = upstream.journal.records().filter(({ outcome }) => outcome !== 'refused');
  const sent = served.map((each) => `${each.responseId} ${each.promptTokens} ${each.outputTokens}`);
  const entries = (await books.entries()).filter(({ generationId }) => !seeded.has(generationId));
  const billed = entries.map((entry) => {
    const promptTokens = entry.uncachedTokens + entry.cacheReadTokens + entry.cacheWriteTokens;
    return `${entry.responseId} ${promptTokens} ${entry.outputTokens}`;
  });
  return without(sent, billed).length + without(billed, sent).length;
}

function without(all: string[], others: string[]): string[] {
  return all.filter((each) => !others.includes(each));
}
