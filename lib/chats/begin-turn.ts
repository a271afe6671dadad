import { and, asc, eq, sql } from 'drizzle-orm';
import { isForeignKeyViolation } from '../db/errors';
import { queryRows } from '../db/rows';
import { messages } from '../db/schema';
import { storableJson, storableText } from '../db/text';
import type { Database } from '../db/types';
import { BadRequestError, NotFoundError, SignInRequiredError } from '../errors';
import { asId, type ChatId, type MessageId, type UserId } from '../ids';
import type { ChatMessage } from './message';

const LONGEST_TITLE = 80;

export interface UserMessage {
  id: MessageId;
  text: string;
}

export interface Turn {
  userId: UserId;
  chatId: ChatId;
  model: string;
  /** Left out to have the last message answered again. */
  message?: UserMessage;
}

/**
 * Saves what a person said, in a new chat or one of theirs, and gives what was said so far: what the model is to answer.
 *
 * @throws NotFoundError when the chat is somebody else's, or there is none to answer again
 * @throws SignInRequiredError when the person is gone, as after the database was made anew
 */
export async function beginTurn({ db }: { db: Database }, turn: Turn): Promise<ChatMessage[]> {
  const isNew = turn.message ? await saveMessage(db, turn, turn.message) : await touch(db, turn);
  if (isNew && turn.message) return [toMessage(turn.message)];
  const history = await db
    .select({ id: messages.id, role: messages.role, parts: messages.parts })
    .from(messages)
    .where(eq(messages.chatId, turn.chatId))
    .orderBy(asc(messages.createdAt), asc(messages.id));
  const lastAsked = history.findLastIndex((message) => message.role === 'user');
  if (lastAsked < 0) throw new BadRequestError('There is no message to answer in this chat.');
  return history.slice(0, lastAsked + 1);
}

/** @returns whether the chat is new. */
async function saveMessage(
  db: Database,
  { userId, chatId, model }: Turn,
  message: UserMessage,
): Promise<boolean> {
  const statement = sql`
    with chat as (
      insert into chats (id, user_id, title, model)
      values (${chatId}, ${userId}, ${storableText(titleOf(message.text))}, ${model})
      on conflict (id) do update set model = excluded.model, updated_at = now()
        where chats.user_id = excluded.user_id
      returning id, (xmax = 0) as is_new
    ), message as (
      insert into messages (id, chat_id, role, parts)
      select ${message.id}, chat.id, 'user', ${storableJson(toMessage(message).parts)}::jsonb from chat
      on conflict (id) do nothing
    )
    select is_new from chat`;
  const [saved] = await queryRows(db, statement, (row) => row.is_new === true).catch(asSignInRequired);
  if (saved === undefined) throw new NotFoundError('chat');
  return saved;
}

/** Answering the last message again: what came after it goes, as far as it is not a whole reply. */
async function touch(db: Database, { userId, chatId, model }: Turn): Promise<false> {
  const statement = sql`
    update chats set model = ${model}, updated_at = now()
    where id = ${chatId} and user_id = ${userId} returning id`;
  const rows = await queryRows(db, statement, (row) => asId<ChatId>(String(row.id)));
  if (rows.length === 0) throw new NotFoundError('chat');
  await db.delete(messages).where(
    and(
      eq(messages.chatId, chatId),
      sql`${messages.createdAt} > (
          select max(created_at) from messages where chat_id = ${chatId} and role = 'user'
        )`,
      eq(messages.role, 'assistant'),
    ),
  );
  return false;
}

function toMessage({ id, text }: UserMessage): ChatMessage {
  return { id, role: 'user', parts: [{ type: 'text', text }] };
}

/** The first line of the first message, cut at a word. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1).join('').replace(/\s+/g, ' ');
  if (line.length <= LONGEST_TITLE) return line;
  const cut = line.slice(0, LONGEST_TITLE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_TITLE / 2))}…`;
}

function asSignInRequired(error: unknown): never {
  if (isForeignKeyViolation(error)) throw new SignInRequiredError();
  throw error;
}
