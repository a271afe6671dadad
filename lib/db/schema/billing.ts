import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, pico } from './columns';
import { users } from './users';

/** What a person wants to spend in a billing period at most. */
export const budgets = pgTable('budgets', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  sumPico: pico().notNull(),
  /** Whether no call may go beyond the sum; otherwise it only alerts. */
  stop: boolean().notNull(),
});

/**
 * That a share of a budget was reached: one row for each period, sum and share, whatever races to insert it. Another
 * sum alerts anew.
 */
export const budgetAlerts = pgTable(
  'budget_alerts',
  {
    /** Also the id of the messages that are sent. */
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    periodStart: instant().notNull(),
    sumPico: pico().notNull(),
    percent: integer().notNull(),
    /** What was used when it was noticed. */
    usedPico: pico().notNull(),
    reachedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('budget_alerts_once').on(table.userId, table.periodStart, table.sumPico, table.percent),
  ],
);

/** An alert on its way by one channel. Each has a row of its own, so that one that fails does not repeat the other. */
export const budgetAlertDeliveries = pgTable(
  'budget_alert_deliveries',
  {
    alertId: uuid()
      .notNull()
      .references(() => budgetAlerts.id, { onDelete: 'cascade' }),
    channel: text({ enum: ['webhook', 'email'] }).notNull(),
    /** Not sent before this; who takes it moves it on. Null: it has arrived, or was given up. */
    dueAt: instant().defaultNow(),
    attempts: integer().notNull().default(0),
    sentAt: instant(),
    lastError: text(),
  },
  (table) => [
    primaryKey({ columns: [table.alertId, table.channel] }),
    index('budget_alert_deliveries_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
  ],
);
