import { sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import { asId, type ChatId, type MessageId } from '../ids';
import { log } from '../log';
import { isRunning, type ReplyStep, readProgress } from './resume-reply-progress';
import { isReplyingHere } from './running-replies';
import { saveReply } from './save-reply';

/** Saves a reply whose process died as far as its checkpoints have it: the text of each of its steps. */
export async function recoverReply(
  db: Database,
  { chatId, messageId }: { chatId: ChatId; messageId: MessageId },
): Promise<void> {
  const { steps } = await readProgress(db, { chatId, messageId });
  const parts = steps.some(({ text }) => text !== '') ? steps.flatMap(partsOf) : [];
  await saveReply(db, { chatId, id: messageId, parts, status: 'failed' });
}

function partsOf({ text }: ReplyStep) {
  return [{ type: 'step-start' as const }, ...(text === '' ? [] : [{ type: 'text' as const, text }])];
}

/**
 * The replies of a chat whose calls of a model have ended and been billed, and which nobody saved: their process died
 * while a tool ran, or a moment before it would have saved them. No call is open by which the recovery finds them, and
 * to look for them in all chats would read the whole table; so who opens the chat looks.
 */
export async function findUnsavedReplies(db: Database, chatId: ChatId): Promise<MessageId[]> {
  // A tool may take longer than a reply is waited for.
  if (isReplyingHere(chatId)) return [];
  const statement = sql`
    select message_id from generations
    where chat_id = ${chatId} and via = 'chat' and not exists (
      select from messages where messages.id = generations.message_id
    )
    group by message_id
    having bool_or(output_text <> '') and not bool_or(${isRunning})`;
  return queryRows(db, statement, (row) => asId<MessageId>(String(row.message_id)));
}

/** Saves such replies. @returns whether it saved any; what can't be saved must not keep the chat from being read */
export async function recoverUnsaved(
  db: Database,
  chatId: ChatId,
  messageIds: MessageId[],
): Promise<boolean> {
  let isAnySaved = false;
  for (const messageId of messageIds) {
    try {
      await recoverReply(db, { chatId, messageId });
      isAnySaved = true;
    } catch (err) {
      log.error({ err, chatId, messageId }, 'a reply that nobody saved could not be recovered');
    }
  }
  return isAnySaved;
}
