import { z } from 'zod';
import type { openBooks } from '@/tests/e2e/support/books';
import { countedOf, type Difference, differenceOf } from './journal-and-ledger';
import { leftOver } from './left-over';

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

interface UnderWay {
  awaitedTitles(): Promise<{ id: string }[]>;
  openHolds(): Promise<{ userId: string }[]>;
}

/** What is not at its end yet, in words; undefined: nothing. */
export async function underWay(books: UnderWay): Promise<string | undefined> {
  const chatIds = (await books.awaitedTitles()).map(({ id }) => id);
  const userIds = (await books.openHolds()).map(({ userId }) => userId);
  const left = [
    ...listed('chats that await a title', chatIds),
    ...listed('accounts that hold something', userIds),
  ];
  return left.length > 0 ? left.join('; ') : undefined;
}

const IDS_TOLD = 3;

function listed(what: string, ids: string[]): string[] {
  if (ids.length === 0) return [];
  const told = [...ids.slice(0, IDS_TOLD), ...(ids.length > IDS_TOLD ? ['…'] : [])];
  return [`${what}: ${ids.length} (${told.join(', ')})`];
}

/**
 * What upstream sent beside what is billed, once nothing is under way any more.
 *
 * @param journalUrl where upstream's process tells what it sent
 * @returns the difference, and a sentence on what never came to its end, if anything
 */
export async function journalAgainstLedger(
  books: Books,
  journalUrl: string,
): Promise<Difference & { left: string | undefined }> {
  const left = await leftOver(() => underWay(books));
  const { records } = journalSchema.parse(await (await fetch(journalUrl)).json());
  const sent = records.filter(({ outcome }) => outcome !== 'refused');
  return { ...differenceOf(sent, (await books.entries()).map(countedOf)), left };
}
