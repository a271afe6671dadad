import { z } from 'zod';
import { countedOf, type Difference, differenceOf } from '../support/journal-and-ledger';
import type { Ours } from './ours';

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

/**
 * What upstream sent beside what is billed, once nothing is under way any more.
 *
 * @param journalUrl where upstream's process tells what it sent
 */
export async function journalAgainstLedger(
  { books }: Pick<Ours, 'books'>,
  journalUrl: string,
): Promise<Difference> {
  while ((await books.openHolds()).length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const { records } = journalSchema.parse(await (await fetch(journalUrl)).json());
  const sent = records.filter(({ outcome }) => outcome !== 'refused');
  return differenceOf(sent, (await books.entries()).map(countedOf));
}
