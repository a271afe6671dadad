import type { UIMessage } from 'ai';
import { sql } from 'drizzle-orm';
import { doublePrecision, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { users } from './users';

export const chats = pgTable(
  'chats',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    /**
     * Where the title comes from. It begins as a line of the first message, `new`; then a model is asked (`pending`) and
     * gives one (`model`) or doesn't (`message`). One that a person gave is never changed.
     */
    titleSource: text({ enum: ['new', 'pending', 'model', 'message', 'person'] })
      .notNull()
      .default('new'),
    model: text().notNull(),
    /** What the model is told in this chat besides our own instructions. */
    instructions: text().notNull().default(''),
    /** How freely the model chooses its words, 0 to 2; null: as the vendor has it. */
    temperature: doublePrecision(),
    /** The message that the shown branch ends in. No foreign key, as messages point here. */
    headId: uuid(),
    pinnedAt: instant(),
    /** Deleted, but to be had back for a while. */
    deletedAt: instant(),
    /** The secret in the address of the read-only page; null: not shared. */
    shareId: uuid().unique(),
    /** The message that the shared branch ends in: what is said later is not shared. */
    shareHeadId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index('chats_by_user').on(table.userId, table.updatedAt.desc()),
    index('chats_deleted').on(table.deletedAt).where(sql`${table.deletedAt} is not null`),
  ],
);

/**
 * What was said: a tree, as a message that was edited or answered again keeps its place beside the new one. What it
 * cost is in the ledger, which outlives a deleted message.
 */
export const messages = pgTable(
  'messages',
  {
    id: uuid().primaryKey(),
    chatId: uuid()
      .notNull()
      .references(() => chats.id, { onDelete: 'cascade' }),
    /** The message that this one follows; null: it begins the chat. No foreign key, as they only go with their chat. */
    parentId: uuid(),
    role: text({ enum: ['user', 'assistant'] }).notNull(),
    parts: jsonb().$type<UIMessage['parts']>().notNull(),
    /** The text of the parts, for the search. */
    searchText: text().notNull().default(''),
    /**
     * How the reply ended; `cut`: complete as far as the allowance paid for it, and those with a name: as far as that let it
     * come. A user's message is always complete.
     */
    status: text({ enum: ['complete', 'cut', 'cut by limit', 'cut by filter', 'stopped', 'failed'] })
      .notNull()
      .default('complete'),
    /** When a user's message was last taken to be answered; null: nobody took it, or it came to nothing. */
    askedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index('messages_by_chat').on(table.chatId, table.createdAt),
    index('messages_by_text').using('gin', sql`to_tsvector('simple', ${table.searchText})`),
  ],
);
