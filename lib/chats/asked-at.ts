import { eq, sql } from 'drizzle-orm';
import { messages } from '../db/schema';
import type { Database } from '../db/types';
import type { MessageId } from '../ids';

/**
 * For so long a message counts as being answered from when it was taken, or `keepAsked` said so: until its call of a model
 * is on record, which tells from then on.
 */
const CLAIM_MS = 10_000;

/** `CLAIM_MS` as SQL. */
export const claimFor = sql`make_interval(secs => ${CLAIM_MS / 1000}::float8)`;

/** What was asked since then is still being answered; as SQL. */
export const claimedSince = sql`now() - ${claimFor}`;

/** Says that a question is still being answered, though no call of a model is on record yet. */
export async function keepAsked(db: Database, questionId: MessageId): Promise<void> {
  await db.update(messages).set({ askedAt: sql`now()` }).where(eq(messages.id, questionId));
}

/** For what came of the question to nothing: it may be asked again at once. */
export async function forgetAsked(db: Database, questionId: MessageId): Promise<void> {
  await db.update(messages).set({ askedAt: null }).where(eq(messages.id, questionId));
}
