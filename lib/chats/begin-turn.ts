import { and, eq, inArray, sql } from 'drizzle-orm';
import { claimed, readClaimed } from '../attachments/claim';
import { filePart } from '../attachments/file-part';
import { isForeignKeyViolation } from '../db/errors';
import { queryRows, type Row } from '../db/rows';
import { messages } from '../db/schema';
import { storableJson, storableText } from '../db/text';
import type { Database } from '../db/types';
import { BadRequestError, NotFoundError, SignInRequiredError } from '../errors';
import { type AttachmentId, asId, type ChatId, type MessageId, type UserId } from '../ids';
import { AlreadyAskedError } from './already-asked';
import { askedSince, callsFor } from './asked-at';
import { pathTo } from './branches';
import { type ChatMessage, type ChatSettings, DEFAULT_SETTINGS } from './message';
import { questionOfChat } from './question-of';
import { searchTextOf } from './search-text';
import { titleOf } from './title/first-line';

export interface UserMessage {
  id: MessageId;
  text: string;
  /** Files of the person's, not sent before or in this chat. */
  attachmentIds?: readonly AttachmentId[];
  /** The message that it follows; null: it begins the chat. Left out, or unknown here: the one that the chat ends in. */
  parentId?: MessageId | null;
}

export interface AskedTurn {
  userId: UserId;
  chatId: ChatId;
  model: string;
  /** Left out to have a message answered again. */
  message?: UserMessage;
  /** Which message to answer again. Left out: the last of the chat. */
  answerAgain?: MessageId;
  /** Of a new chat; one that is there keeps its own. */
  settings?: ChatSettings;
}

/** What the model is to answer. */
export interface Turn {
  /** What was said so far; the last message is the one to answer. */
  history: ChatMessage[];
  questionId: MessageId;
  settings: ChatSettings;
  /** The replies that the question has already. */
  replyIds: MessageId[];
  /** What the chat showed the end of before; null: nothing. */
  endBefore: MessageId | null;
  /** Whether the chat did not have the question before: this is its first try. */
  isQuestionNew: boolean;
  /** Whether no model was asked for the chat's title yet, and no person gave one. */
  isUntitled: boolean;
}

interface BegunChat {
  isNew: boolean;
  isQuestionNew: boolean;
  isUntitled: boolean;
  questionId: MessageId | null;
  endBefore: MessageId | null;
  settings: ChatSettings;
}

/**
 * Saves what a person said, in a new chat or one of theirs, and gives what the model is to answer. The branch that ends
 * in the message is from now on the one that the chat shows. A message that came to nothing may be sent again with its
 * id; one that is being answered, or has a reply, is not answered twice. One that has a reply may be answered again.
 *
 * @throws AlreadyAskedError for a message that is not answered twice, or whose id one of another chat has
 * @throws NotFoundError when the chat or a file is somebody else's, or there is none to answer again, or the chat that
 * a message goes on is gone
 * @throws SignInRequiredError when the person is gone, as after the database was made anew
 */
export async function beginTurn(db: Database, asked: AskedTurn): Promise<Turn> {
  const message = asked.message && (await withFiles(db, asked, asked.message));
  const chat = message ? await saveMessage(db, asked, message) : await returnToQuestion(db, asked);
  const { questionId, endBefore, isQuestionNew, isUntitled, settings } = chat;
  const turn = { endBefore, isQuestionNew, isUntitled, settings };
  if (chat.isNew && message) {
    const { id, parts } = message;
    return { ...turn, history: [{ id, role: 'user', parts }], questionId: id, replyIds: [] };
  }
  const [history, replyIds] = await Promise.all([
    readPath(db, asked.chatId, questionId),
    message || questionId === null ? [] : readReplyIds(db, asked.chatId, questionId),
  ]);
  if (questionId === null || history.at(-1)?.role !== 'user') {
    throw new BadRequestError('There is no message to answer in this chat. Write one.');
  }
  return { ...turn, history, questionId, replyIds };
}

interface MessageWithParts extends UserMessage {
  parts: ChatMessage['parts'];
}

/** The files come before the text: models answer a question better that comes after what it is about. */
async function withFiles(db: Database, asked: AskedTurn, message: UserMessage): Promise<MessageWithParts> {
  const files = await readClaimed(db, claimOf(asked, message));
  const text = message.text === '' ? [] : [{ type: 'text' as const, text: message.text }];
  return { ...message, parts: [...files.map(filePart), ...text] };
}

function claimOf({ userId, chatId }: AskedTurn, { attachmentIds: ids = [] }: UserMessage) {
  return { userId, chatId, ids };
}

/** Times are compared by the database's clock alone: `reserved_at` is of another. */
async function saveMessage(db: Database, asked: AskedTurn, message: MessageWithParts): Promise<BegunChat> {
  const { userId, chatId, model, settings = DEFAULT_SETTINGS } = asked;
  const { parts } = message;
  const end = sql`(select head_id from chats where id = ${chatId})`;
  const named = sql`(select id from messages where id = ${message.parentId ?? null} and chat_id = ${chatId})`;
  const parentId = message.parentId === null ? sql`null::uuid` : sql`coalesce(${named}, ${end})`;
  const statement = sql`
    with refused as (
      select from messages join chats on chats.id = chat_id
      where messages.id = ${message.id} and (chat_id <> ${chatId} or user_id = ${userId} and (
        asked_at > ${askedSince}
        or exists (select from messages as reply where reply.chat_id = ${chatId} and reply.parent_id = messages.id)
        or exists ${callsFor(chatId)}
      ))
    ), chat as (
      insert into chats (id, user_id, title, model, head_id, instructions, temperature)
      select ${chatId}::uuid, ${userId}::uuid, ${storableText(titleOf(parts))}, ${model}, ${message.id}::uuid,
        ${storableText(settings.instructions)}, ${settings.temperature}::float8
      where (${!message.parentId}::boolean or exists (select from chats where id = ${chatId}))
        and not exists (select from refused)
      on conflict (id) do update set model = excluded.model, head_id = excluded.head_id, updated_at = now()
        where chats.user_id = excluded.user_id and chats.deleted_at is null
      returning id, head_id as question_id, instructions, temperature, title_source, (xmax = 0) as is_new
    ), message as (
      insert into messages (id, chat_id, parent_id, role, parts, search_text, asked_at)
      select ${message.id}, chat.id, ${parentId}, 'user', ${storableJson(parts)}::jsonb, ${searchTextOf(parts)}, now()
      from chat
      on conflict (id) do update set asked_at = excluded.asked_at
        where messages.chat_id = excluded.chat_id
          and (messages.asked_at is null or messages.asked_at <= ${askedSince})
      returning id, (xmax = 0) as is_new
    ), claimed as (${claimed(claimOf(asked, message))})
    select chat.*, ${end} as end_before, message.is_new as is_question_new,
      exists (select from refused) or chat.id is not null and message.id is null as is_answered
    from (select) as one left join chat on true left join message on true`;
  const [chat] = await queryRows(db, statement, parseSaved).catch(asSignInRequired);
  if (chat === 'answered') throw new AlreadyAskedError();
  if (!chat) throw new NotFoundError('chat');
  return chat;
}

function parseSaved(row: Row): BegunChat | 'answered' | undefined {
  if (row.is_answered === true) return 'answered';
  return row.id === null ? undefined : parseChat(row);
}

/**
 * Answering again: the chat's end goes back to the question, and replies that came to nothing are cleared away. What has no
 * reply and is being answered, as while its files are read or the model thinks, is not answered twice, and changes nothing; what
 * has one may get another. The chat is locked first, as by a message that is saved.
 */
async function returnToQuestion(db: Database, asked: AskedTurn): Promise<BegunChat> {
  const { userId, chatId, model, answerAgain } = asked;
  const named = sql`(select id from messages where id = ${answerAgain} and chat_id = ${chatId} and role = 'user')`;
  const statement = sql`
    with asked as (
      select ${answerAgain ? named : questionOfChat(chatId)} as question_id, head_id as end_before,
        instructions, temperature, title_source
      from chats where id = ${chatId} and user_id = ${userId} and deleted_at is null for update
    ), question as (
      update messages set asked_at = now() from asked
      where messages.id = asked.question_id
        and (asked_at is null or asked_at <= ${askedSince} and not exists ${callsFor(chatId)} or exists (
          select from messages as reply
          where reply.chat_id = ${chatId} and reply.parent_id = messages.id and reply.role = 'assistant'
        ))
      returning messages.id
    ), chat as (
      update chats set model = ${model}, updated_at = now(), head_id = question.id
      from question where chats.id = ${chatId}
    )
    select asked.*, false as is_new, false as is_question_new,
      question_id is not null and question.id is null as is_answered
    from asked left join question on true`;
  const [chat] = await queryRows(db, statement, parseSaved);
  if (chat === 'answered') throw new AlreadyAskedError();
  if (!chat) throw new NotFoundError('chat');
  if (answerAgain && chat.questionId === null) throw new NotFoundError('message');
  await db.execute(sql`
    delete from messages where chat_id = ${chatId} and parent_id = ${chat.questionId} and role = 'assistant'
      and not jsonb_path_exists(parts, '$[*] ? (@.type != "step-start")')
      and id is distinct from (select share_head_id from chats where id = ${chatId})
      and not exists (select from messages as next where next.chat_id = ${chatId} and next.parent_id = messages.id)`);
  return chat;
}

async function readPath(db: Database, chatId: ChatId, endId: MessageId | null): Promise<ChatMessage[]> {
  const ids = sql`(
    with recursive path as (
      select id, parent_id from messages where id = ${endId} and chat_id = ${chatId}
      union
      select messages.id, messages.parent_id from messages join path on messages.id = path.parent_id
    )
    select id from path
  )`;
  const { id, parentId, role, parts } = messages;
  const rows = await db.select({ id, parentId, role, parts }).from(messages).where(inArray(id, ids));
  return pathTo(rows, endId).map(({ id, role, parts }) => ({ id, role, parts }));
}

async function readReplyIds(db: Database, chatId: ChatId, questionId: MessageId): Promise<MessageId[]> {
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.parentId, questionId)))
    .orderBy(messages.createdAt, messages.id);
  return rows.map(({ id }) => asId<MessageId>(id));
}

function parseChat(row: Row): BegunChat {
  return {
    isNew: row.is_new === true,
    isQuestionNew: row.is_question_new === true,
    isUntitled: row.title_source === 'new',
    questionId: messageIdOf(row.question_id),
    endBefore: messageIdOf(row.end_before),
    settings: {
      instructions: String(row.instructions),
      temperature: row.temperature === null ? null : Number(row.temperature),
    },
  };
}

function messageIdOf(value: unknown): MessageId | null {
  return value === null ? null : asId<MessageId>(String(value));
}

function asSignInRequired(error: unknown): never {
  if (isForeignKeyViolation(error)) throw new SignInRequiredError();
  throw error;
}
