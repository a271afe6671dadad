import { and, eq, sql } from 'drizzle-orm';
import { instantOf, picoOrNull, textOrNull } from '@/lib/db/row-values';
import { queryRows, type Row } from '@/lib/db/rows';
import { ledgerEntries as entries } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { ChatId, UserId } from '@/lib/ids';
import { delivered, within } from '../ledger-filter';
import type { Span } from '../span';
import { NO_KEY } from '../view';
import type { UsageRow } from './usage';

/**
 * A chat's usage, from the ledger in one statement: meters are not cut by chat, and a chat has few calls. As the meter
 * would, it knows only what was delivered.
 */
export async function readChatUsage(
  db: Database,
  { userId, chat, ...span }: Span & { userId: UserId; chat: ChatId },
): Promise<UsageRow[]> {
  const statement = sql`
    select occurred_at, model, via, api_key_id, uncached_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
      reasoning_tokens, cost_pico::text as cost_pico
    from ledger_entries
    where ${and(eq(entries.userId, userId), eq(entries.chatId, chat), within(span), delivered(userId))}
    order by occurred_at`;
  return queryRows(db, statement, toUsageRow);
}

function toUsageRow(row: Row): UsageRow {
  const cached = Number(row.cache_read_tokens);
  return {
    windowStart: instantOf(row.occurred_at),
    model: String(row.model),
    via: String(row.via),
    key: textOrNull(row.api_key_id) ?? NO_KEY,
    requests: 1,
    promptTokens: Number(row.uncached_tokens) + cached + Number(row.cache_write_tokens),
    cachedTokens: cached,
    completionTokens: Number(row.output_tokens),
    reasoningTokens: Number(row.reasoning_tokens),
    costPico: picoOrNull(row.cost_pico),
  };
}
