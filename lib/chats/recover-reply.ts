import { sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import { env } from '../env';
import { asId, type ChatId, type MessageId } from '../ids';
import { log } from '../log';
import type { ReplyIds } from './own-chat';
import { isHeardOfIn, isRunning, type ReplyStep, readProgress } from './reply-progress';
import { isReplyingHere } from './running-replies';
import { saveRecoveredReply } from './save-reply';

/**
 * On Postgres others may live, and only seem silent, as the database was away, or its clock was put forward: where that was
 * for less than this, nobody is taken for dead. On the embedded one there are no others.
 */
const MARGIN_MS = 60_000;

/** Saves a reply whose process died as far as its checkpoints have it: the text of each of its steps. */
export async function recoverReply(db: Database, reply: ReplyIds): Promise<void> {
  const { steps } = await readProgress(db, reply);
  const parts = steps.some(({ text }) => text !== '') ? steps.flatMap(partsOf) : [];
  await saveRecoveredReply(db, { chatId: reply.chatId, id: reply.messageId, parts });
}

function partsOf({ text }: ReplyStep) {
  return [{ type: 'step-start' as const }, ...(text === '' ? [] : [{ type: 'text' as const, text }])];
}

/**
 * Saves the replies of a chat whose calls of a model have ended and been billed, and which nobody saved: their process
 * died while a tool ran, or a moment before it would have saved them. No call is open by which the recovery finds them,
 * and to look for them in all chats would read the whole table; so who opens the chat looks. What can't be saved must
 * not keep the chat from being read.
 *
 * @returns whether any was saved
 */
export async function recoverUnsaved(db: Database, chatId: ChatId): Promise<boolean> {
  let isAnySaved = false;
  for (const messageId of await findUnsaved(db, chatId)) {
    try {
      await recoverReply(db, { chatId, messageId });
      isAnySaved = true;
    } catch (err) {
      log.error({ err, chatId, messageId }, 'a reply that nobody saved could not be recovered');
    }
  }
  return isAnySaved;
}

/** None while a reply is written in the chat: it would lose its place at the end to what is long over. */
async function findUnsaved(db: Database, chatId: ChatId): Promise<MessageId[]> {
  if (isReplyingHere(chatId)) return [];
  const marginMs = env.DATABASE_URL ? MARGIN_MS : 0;
  const statement = sql`
    select message_id from generations as call
    where chat_id = ${chatId} and via = 'chat' and not exists (
      select from messages where messages.id = call.message_id
    ) and not exists (
      select from generations where generations.chat_id = ${chatId} and ${isRunning}
    )
    group by message_id
    having bool_or(output_text <> '') and not coalesce(bool_or(${isHeardOfIn(marginMs)}), false)`;
  return queryRows(db, statement, (row) => asId<MessageId>(String(row.message_id)));
}
