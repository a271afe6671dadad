import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import { asId, type ChatId, type GenerationId, type MessageId } from '../ids';
import { DEAD_AFTER_MS, isSilentFor } from '../metering/silent';
import type { ReplyIds } from './own-chat';
import { questionOfReply } from './question-of';

/**
 * When the process of a settled generation was last heard of, as SQL: it says that it lives until the reply is saved
 * (`sayAlive`).
 */
export const lastHeardOf = sql`greatest(settled_at, alive_at)`;

/**
 * For so long who reads along waits after a call that came to nothing: a process says every two seconds that it lives, and
 * the SDK tries again after as many.
 */
const VAIN_AFTER_MS = 5_000;

/**
 * That it was heard of in so many milliseconds, as SQL. What is further ahead was before the clock of the database was put
 * back: who lives says so again, by the new time.
 */
export function isHeardOfIn(ms: number): SQL {
  const span = sql`make_interval(secs => ${ms / 1000}::float8)`;
  const isIn = (column: SQL) => sql`${column} between now() - ${span} and now() + ${span}`;
  return sql`(${isIn(sql`settled_at`)} or ${isIn(sql`alive_at`)})`;
}

/**
 * That a generation, by its entry in the ledger, failed or was stopped before its first word, as SQL. Of one that failed
 * nothing will be saved; of one that was stopped an empty reply is, at once, which is removed when it is asked for again.
 */
const wasInVain = sql`(ledger_entries.outcome <> 'complete' and ledger_entries.output_tokens = 0)`;

/** Whether a generation is of a reply that is being written, or whose tool runs, or that will be saved in a moment; as SQL. */
export const isRunning = sql`(
  via = 'chat' and message_id is not null and (
    state in ('reserved', 'dispatched')
    or state = 'settled' and ${isHeardOfIn(DEAD_AFTER_MS)} and not exists (
      select from messages where messages.id = generations.message_id
    ) and not exists (
      select from ledger_entries where generation_id = generations.id and ${wasInVain}
    )
  )
)`;

/** One generation of a reply, as far as it has come. Its text is gone once the reply is saved, which has it. */
export interface ReplyStep {
  id: GenerationId;
  text: string;
}

export interface ReplyProgress {
  /** Those that delivered anything, in order. */
  steps: ReplyStep[];
  /** Whether anything of the reply is still to come, or to be saved. */
  isUnderWay: boolean;
  /** Whether who writes it has been silent for so long that they count as dead. */
  isSilent: boolean;
}

/**
 * The reply that is being written to what a chat's shown branch ends in, on whichever instance: the last that is not at
 * its end; as SQL. One that ended before its first word is none, as it has nothing to show; one to a message of another
 * branch would be shown under the wrong question.
 */
export function runningReply(chatId: ChatId): SQL {
  return sql`(
    select message_id from generations
    where chat_id = ${chatId} and ${isRunning}
      and ${questionOfReply(chatId, sql`generations.message_id`)}
        is not distinct from (select head_id from chats where id = ${chatId})
    order by reserved_at desc limit 1
  )`;
}

/** The reply that is being written to what a chat's shown branch ends in, on whichever instance. */
export async function findRunningReply(db: Database, chatId: ChatId): Promise<MessageId | undefined> {
  const [messageId] = await queryRows(db, runningReply(chatId), (row) =>
    asId<MessageId>(String(row.message_id)),
  );
  return messageId;
}

/** How far a reply has come, by the last checkpoints of its generations. */
export async function readProgress(db: Database, { chatId, messageId }: ReplyIds): Promise<ReplyProgress> {
  const statement = sql`
    select id, output_text, ledger_entries.output_tokens = 0 as is_empty,
      state <> 'settled' or not exists (
        select from messages where messages.id = ${messageId}
      ) and case when ${wasInVain} then ${isHeardOfIn(VAIN_AFTER_MS)} else ${isHeardOfIn(DEAD_AFTER_MS)} end
        as is_under_way,
      state <> 'settled' and ${isSilentFor(DEAD_AFTER_MS)} as is_silent
    from generations left join ledger_entries on generation_id = id
    where generations.chat_id = ${chatId} and generations.message_id = ${messageId} and state <> 'voided'
    order by reserved_at, id`;
  const rows = await queryRows(db, statement, (row) => ({
    id: asId<GenerationId>(String(row.id)),
    text: String(row.output_text),
    isEmpty: row.is_empty === true,
    isUnderWay: row.is_under_way === true,
    isSilent: row.is_silent === true,
  }));
  return {
    // A try that failed before it delivered anything is a generation, but no step.
    steps: rows.filter(({ isEmpty }) => !isEmpty),
    isUnderWay: rows.some(({ isUnderWay }) => isUnderWay),
    isSilent: rows.some(({ isSilent }) => isSilent),
  };
}
