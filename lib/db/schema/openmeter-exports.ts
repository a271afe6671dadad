import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** How far `npm run openmeter:export` has come. Kept beside the events, so that it is never another database's. */
export const openmeterExports = pgTable('openmeter_exports', {
  /** Address of the OpenMeter that they go to, or `embedded`. */
  target: text().primaryKey(),
  /** Everything in the outbox up to this one was sent. */
  lastOutboxId: bigint({ mode: 'bigint' }).notNull(),
  updatedAt: instant().notNull().defaultNow(),
});
