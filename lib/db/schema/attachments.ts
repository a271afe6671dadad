import { sql } from 'drizzle-orm';
import { customType, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { chats } from './chats';
import { instant } from './columns';
import { users } from './users';

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** A file that a person attached to a message. A message refers to it by its address, and several versions may. */
export const attachments = pgTable(
  'attachments',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The chat that it was sent in; null: not sent, and removed after a day. */
    chatId: uuid().references(() => chats.id, { onDelete: 'set null' }),
    name: text().notNull(),
    /** What its first bytes say that it is. */
    mediaType: text().notNull(),
    sizeBytes: integer().notNull(),
    /** About how many it has in a prompt. */
    tokens: integer().notNull(),
    /** Where its bytes are: a setting that changes doesn't move them. */
    storage: text({ enum: ['database', 's3', 'vercel-blob'] }).notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index('attachments_by_user').on(table.userId),
    index('attachments_by_chat').on(table.chatId),
    index('attachments_unsent').on(table.createdAt).where(sql`${table.chatId} is null`),
  ],
);

/** The bytes of the attachments that are kept in the database. */
export const attachmentBytes = pgTable('attachment_bytes', {
  attachmentId: uuid()
    .primaryKey()
    .references(() => attachments.id, { onDelete: 'cascade' }),
  bytes: bytea().notNull(),
});
