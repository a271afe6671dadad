import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** How often something was tried in the current window. A row past its expiry counts for nothing. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    /** What is limited and for whom, such as `guest:203.0.113.7`. */
    key: text().primaryKey(),
    /** Of `kept-answers`: bytes. */
    attempts: integer().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [index('rate_limits_expiry').on(table.expiresAt)],
);
