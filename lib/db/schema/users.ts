import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { PERSON_KINDS } from '@/lib/vocabulary';
import { instant } from './columns';

/** A person, known or not. Their id is the subject of every event, so a guest who signs up keeps the row. */
export const users = pgTable('users', {
  id: uuid().primaryKey(),
  kind: text({ enum: PERSON_KINDS }).notNull(),
  name: text(),
  /** Lower case. */
  email: text().unique(),
  passwordHash: text(),
  /** When their sessions were last ended, which each session that begins keeps; null: none was. */
  sessionsFrom: instant(),
  createdAt: instant().notNull().defaultNow(),
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
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);
