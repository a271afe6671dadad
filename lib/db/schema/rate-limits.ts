import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** How often something was tried in the current window. A row past its expiry counts for nothing. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    /** What is limited and for whom, such as `guest:203.0.113.7`. */
    key: text().primaryKey(),
    attempts: integer().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index('rate_limits_expiry').on(table.expiresAt)],
);
