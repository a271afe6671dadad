import { sql } from 'drizzle-orm';

/** The tokens of a ledger entry's prompt. */
export const PROMPT_TOKENS = sql`(uncached_tokens::bigint + cache_read_tokens + cache_write_tokens)`;

/** All tokens of a ledger entry. */
export const TOKENS = sql`(${PROMPT_TOKENS} + output_tokens)`;
