import type { UIMessage } from 'ai';
import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { users } from './users';

export const chats = pgTable(
  'chats',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    model: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('chats_by_user').on(table.userId, table.updatedAt.desc())],
);

/** What was said. What it cost is in the ledger, which outlives a deleted message. */
export const messages = pgTable(
  'messages',
  {
    id: uuid().primaryKey(),
    chatId: uuid()
      .notNull()
      .references(() => chats.id, { onDelete: 'cascade' }),
    role: text({ enum: ['user', 'assistant'] }).notNull(),
    parts: jsonb().$type<UIMessage['parts']>().notNull(),
    /** How the reply ended. A user's message is always complete. */
    status: text({ enum: ['complete', 'stopped', 'failed'] })
      .notNull()
      .default('complete'),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('messages_by_chat').on(table.chatId, table.createdAt)],
);
