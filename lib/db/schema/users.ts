import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A person, known or not. Their id is the subject of every event, so a guest who signs up keeps the row. */
export const users = pgTable('users', {
  id: uuid().primaryKey(),
  kind: text({ enum: ['guest', 'member'] }).notNull(),
  name: text(),
  /** Lower case. */
  email: text().unique(),
  passwordHash: text(),
  /** Sessions that began before it were ended; null: none was. */
  sessionsFrom: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** Which account at GitHub or Google belongs to which person. */
export const oauthAccounts = pgTable(
  'oauth_accounts',
  {
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);
