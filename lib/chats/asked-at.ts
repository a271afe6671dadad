import { and, eq, isNotNull, notExists, type SQL, sql } from 'drizzle-orm';
import { messages } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';
import { isRunning } from './reply-progress';

/**
 * For so long a message counts as being answered from when it was taken, or `keepAsked` said so: until its call of a model
 * is on record, which tells from then on.
 */
const ASKED_FOR_MS = 10_000;

const askedFor = sql`make_interval(secs => ${ASKED_FOR_MS / 1000}::float8)`;

/** What was asked since then is still being answered; as SQL. */
export const askedSince = sql`now() - ${askedFor}`;

/** The calls of a model under way that are on record for a row of `messages`, as SQL: by the database's clock alone. */
export function callsFor(chatId: ChatId): SQL {
  return sql`(
    select from generations
    where generations.chat_id = ${chatId} and ${isRunning}
      and coalesce(dispatched_at, alive_at) > messages.asked_at - ${askedFor}
  )`;
}

/**
 * Whether what the shown branch of a chat ends in is still being answered, though no call of a model may be on record yet; as
 * SQL.
 */
export function isEndAsked(chatId: ChatId): SQL {
  return sql`exists (
    select from messages join chats on chats.head_id = messages.id and chats.id = messages.chat_id
    where chats.id = ${chatId} and asked_at > ${askedSince}
  )`;
}

/**
 * Says that a question is still being answered, though no call of a model is on record yet.
 *
 * @returns whether it is: not when that came to nothing, or was stopped by another instance
 */
export async function keepAsked(db: Database, questionId: MessageId): Promise<boolean> {
  const kept = await db
    .update(messages)
    .set({ askedAt: sql`now()` })
    .where(and(eq(messages.id, questionId), isNotNull(messages.askedAt)))
    .returning({ id: messages.id });
  return kept.length > 0;
}

/** For what came of the question to nothing: it may be asked again at once. */
export async function forgetAsked(db: Database, questionId: MessageId): Promise<void> {
  await db.update(messages).set({ askedAt: null }).where(eq(messages.id, questionId));
}

/** For what is asked in a chat and has no call of a model on record yet: who answers it learns by `keepAsked` that they are not to. */
export async function forgetUncalled(db: Database, chatId: ChatId): Promise<void> {
  await db
    .update(messages)
    .set({ askedAt: null })
    .where(
      and(eq(messages.chatId, chatId), sql`${messages.askedAt} > ${askedSince}`, notExists(callsFor(chatId))),
    );
}
