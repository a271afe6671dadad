import { z } from 'zod';
import type { openBooks } from '@/tests/e2e/support/books';
import { countedOf, type Difference, differenceOf } from './journal-and-ledger';

const journalSchema = z.object({
  records: z.array(
    z.object({
      responseId: z.string().nullable(),
      promptTokens: z.number(),
      outputTokens: z.number(),
      outcome: z.string(),
    }),
  ),
});

type Books = Awaited<ReturnType<typeof openBooks>>;

/**
 * What upstream sent beside what is billed, once nothing is under way any more.
 *
 * @param journalUrl where upstream's process tells what it sent
 */
export async function journalAgainstLedger(books: Books, journalUrl: string): Promise<Difference> {
  while ((await books.awaitedTitles()).length > 0 || (await books.openHolds()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { records } = journalSchema.parse(await (await fetch(journalUrl)).json());
  const sent = records.filter(({ outcome }) => outcome !== 'refused');
  return differenceOf(sent, (await books.entries()).map(countedOf));
}
