import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, pico } from './columns';
import { users } from './users';

/** A key to the API, as its owner knows it: it stays the same when its secret is rotated. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant(),
    revokedAt: instant(),
    /** What may be used with it in a billing period; null: what the person's plan allows. */
    spendLimitPico: pico(),
    /** The models that it may call; null: all. */
    models: text().array(),
    requestsPerMinute: integer().notNull().default(600),
    tokensPerMinute: integer().notNull().default(2_000_000),
  },
  (table) => [index('api_keys_by_user').on(table.userId, table.createdAt)],
);

/** What opens a key: one secret, or two for a while when it is rotated. The secret itself is stored nowhere. */
export const apiKeySecrets = pgTable(
  'api_key_secrets',
  {
    publicId: text().primaryKey(),
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** SHA-256 of the whole key, in hexadecimal. */
    hash: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    /** Set when another one takes its place. */
    expiresAt: instant(),
  },
  (table) => [index('api_key_secrets_by_key').on(table.apiKeyId)],
);

/**
 * What was used with a key and what is held, per billing period, and what was asked in the current minute.
 * Only `reserve` raises `held_pico` and counts a request, and only within the key's limits.
 */
export const apiKeyBalances = pgTable(
  'api_key_balances',
  {
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    periodStart: instant().notNull(),
    usedPico: pico().notNull().default(sql`0`),
    heldPico: pico().notNull().default(sql`0`),
    /** A minute begins with its first request. */
    windowStartedAt: instant().notNull().defaultNow(),
    windowRequests: integer().notNull().default(0),
    /** Prompts are counted when they come, replies when they end. */
    windowTokens: bigint({ mode: 'number' }).notNull().default(0),
    lastUsedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.apiKeyId, table.periodStart] })],
);

/** Answers to requests with an `Idempotency-Key`. Without a status, the first request is still under way. */
export const idempotentAnswers = pgTable(
  'idempotent_answers',
  {
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    /** SHA-256 of the path and the body, in hexadecimal. */
    requestHash: text().notNull(),
    claimedAt: instant().notNull().defaultNow(),
    /** Its process says so every few seconds while the request is under way; then it is the end. */
    aliveAt: instant().notNull().defaultNow(),
    status: integer(),
    contentType: text(),
    /** The generation's id, by which the charge is found. */
    requestId: text(),
    /** Null also when it was too large to be kept, or too much was. */
    body: text(),
  },
  (table) => [
    primaryKey({ columns: [table.apiKeyId, table.key] }),
    index('idempotent_answers_by_age').on(table.claimedAt),
  ],
);
