import { sql } from 'drizzle-orm';
import { bigserial, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { BASES, OUTCOMES, VIAS } from '@/lib/vocabulary';
import { instant, pico } from './columns';
import { users } from './users';

/**
 * What a person has used and what is held for calls under way, per billing period.
 * Only `reserve` raises `held_pico`, and only while `used + held <= limit`.
 */
export const balances = pgTable(
  'balances',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    periodStart: instant().notNull(),
    usedPico: pico().notNull().default(sql`0`),
    heldPico: pico().notNull().default(sql`0`),
  },
  (table) => [primaryKey({ columns: [table.userId, table.periodStart] })],
);

/** One call of a model: reserved → dispatched → settled, or voided when nothing was spent. */
export const generations = pgTable(
  'generations',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** No foreign keys: usage outlives the chat and the message. */
    chatId: uuid(),
    messageId: uuid(),
    /** Of a call through the API; as the chat, it may be gone. */
    apiKeyId: uuid(),
    via: text({ enum: VIAS }).notNull(),
    provider: text().notNull(),
    /** The model that was asked for; the one that answered is in the ledger. */
    model: text().notNull(),
    state: text({ enum: ['reserved', 'dispatched', 'settled', 'voided'] }).notNull(),
    periodStart: instant().notNull(),
    holdPico: pico().notNull(),
    promptTokens: integer().notNull(),
    /** Of all choices together. */
    maxOutputTokens: integer().notNull(),
    reservedAt: instant().notNull().defaultNow(),
    dispatchedAt: instant(),
    /** When it ended: it was settled, or voided. */
    settledAt: instant(),
    /**
     * The process that runs it writes this with every checkpoint; when it stops, the generation is an orphan. Of a reply also
     * after the end, until that is saved.
     */
    aliveAt: instant().notNull().defaultNow(),
    stopRequestedAt: instant(),
    /** The last checkpoint. */
    responseId: text(),
    responseModel: text(),
    responseCreatedAt: instant(),
    /** Of a message only, and until that is saved. */
    outputText: text().notNull().default(''),
    outputTokens: integer().notNull().default(0),
  },
  (table) => [
    // Of columns that dispatch and checkpoints leave alone: so they rewrite the row in its place, and no index.
    index('generations_open').on(table.id).where(sql`${table.settledAt} is null`),
    index('generations_by_chat').on(table.chatId, table.reservedAt),
  ],
);

/** What was used and what it cost: one entry a generation, so its id is the key. Never changed, never deleted. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    generationId: uuid()
      .primaryKey()
      .references(() => generations.id),
    /** The id of the event at OpenMeter: the upstream's response id, or the generation's own. */
    eventId: text().notNull().unique(),
    /** The id upstream gave, also where it could not serve as the event's. */
    responseId: text(),
    userId: uuid().notNull(),
    chatId: uuid(),
    messageId: uuid(),
    apiKeyId: uuid(),
    via: text({ enum: VIAS }).notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    periodStart: instant().notNull(),
    occurredAt: instant().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    basis: text({ enum: BASES }).notNull(),
    uncachedTokens: integer().notNull(),
    cacheReadTokens: integer().notNull(),
    cacheWriteTokens: integer().notNull(),
    outputTokens: integer().notNull(),
    /** Part of the output tokens. */
    reasoningTokens: integer().notNull(),
    /** The rates it was priced with; null with a null cost: unpriced. */
    rates: jsonb(),
    costPico: pico(),
    durationMs: integer().notNull(),
    timeToFirstTokenMs: integer(),
  },
  (table) => [
    // Read backwards by the event log, and alone, without the entries, for what a person used in a stretch of time.
    index('ledger_by_user').on(
      table.userId,
      table.occurredAt,
      table.generationId,
      table.chatId,
      table.apiKeyId,
      table.via,
      table.model,
      table.uncachedTokens,
      table.cacheReadTokens,
      table.cacheWriteTokens,
      table.outputTokens,
      table.reasoningTokens,
      table.costPico,
    ),
    index('ledger_by_message').on(table.messageId),
  ],
);

/** Events on their way to OpenMeter. Delivered ones stay, so that they can be compared and sent again. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'bigint' }).primaryKey(),
    generationId: uuid()
      .notNull()
      .unique()
      .references(() => generations.id),
    userId: uuid().notNull(),
    event: jsonb().notNull(),
    state: text({ enum: ['pending', 'delivered', 'parked'] })
      .notNull()
      .default('pending'),
    attempts: integer().notNull().default(0),
    /** Not before this; a relay that takes an event moves it on, so that two never send the same one. */
    dueAt: instant().notNull().defaultNow(),
    deliveredAt: instant(),
    lastError: text(),
  },
  (table) => [
    index('outbox_due').on(table.dueAt).where(sql`${table.state} = 'pending'`),
    index('outbox_undelivered_by_user').on(table.userId).where(sql`${table.state} <> 'delivered'`),
  ],
);
