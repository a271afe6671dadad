import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Row } from '@/lib/db/rows';
import { ledgerEntries as entries } from '@/lib/db/schema';
import { asId, type ChatId, type UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import { matches, within } from '../ledger-filter';
import type { Range } from '../ranges';
import { bigintOf, bigintOrNull, textOrNull } from '../together';
import type { Metric, UsageFilter } from '../view';
import { type Amount, compareAmounts } from './amount';

/** What the ledger adds to the meter's figures of a range. */
export interface LedgerFigures {
  /** What was used in the same stretch of the range before. */
  previous: { requests: number; tokens: number; costPico: PicoUsd };
  /** Of the range, like all that follows, as far as the meter has heard of it: else the page would disagree with itself. */
  requests: number;
  reasoningTokens: number;
  /** How many of the requests have no price. */
  unpricedRequests: number;
  /** The chats that most went to, the chosen one among them; and what all usage comes to, in chats or not. */
  chats: ChatUsage[];
  whole: Amount;
}

export interface ChatUsage {
  id: ChatId;
  /** null: it was deleted. */
  title: string | null;
  /** In the metric of the view. */
  amount: Amount;
}

const MOST_CHATS = 8;

interface FiguresQuery {
  userId: UserId;
  range: Range;
  filter: UsageFilter;
  metric: Metric;
}

/**
 * One row for the whole, then one for the chosen chat and each of the biggest.
 *
 * The stretch before is read here because it may end in the midst of a window, and chats because meters are not cut by
 * them: that would be a series of its own for every chat.
 */
export function ledgerFiguresQuery({ userId, range, filter, metric }: FiguresQuery): SQL {
  const isBefore = within(range.previous);
  const isNow = within(range);
  const isChosen = filter.chat === null ? sql`true` : sql`chat_id is not distinct from ${filter.chat}::uuid`;
  return sql`
    with entry as (
      select ${entries.chatId}, ${isBefore} as is_before, ${isNow} and undelivered.id is null as is_now,
        ${entries.uncachedTokens}::bigint + ${entries.cacheReadTokens} + ${entries.cacheWriteTokens}
          + ${entries.outputTokens} as tokens,
        ${entries.reasoningTokens}, ${entries.costPico}
      from ledger_entries
      left join outbox undelivered on undelivered.generation_id = ${entries.generationId}
        and undelivered.user_id = ${userId}::uuid and undelivered.state <> 'delivered'
      where ${and(eq(entries.userId, userId), or(isBefore, isNow), matches({ ...filter, chat: null }))}
    ), used as (
      select chat_id, grouping(chat_id) = 1 as is_whole,
        count(*) filter (where is_now) as all_requests,
        ${AMOUNTS[metric]} filter (where is_now) as amount,
        count(*) filter (where is_now and ${isChosen}) as requests,
        coalesce(sum(reasoning_tokens) filter (where is_now and ${isChosen}), 0) as reasoning_tokens,
        count(*) filter (where is_now and cost_pico is null and ${isChosen}) as unpriced_requests,
        count(*) filter (where is_before and ${isChosen}) as requests_before,
        coalesce(sum(tokens) filter (where is_before and ${isChosen}), 0) as tokens_before,
        coalesce(sum(cost_pico) filter (where is_before and ${isChosen}), 0)::text as cost_pico_before
      from entry group by grouping sets ((), (chat_id))
    )
    select used.*, amount::text as amount_text, chats.title
    from used left join chats on chats.id = used.chat_id and chats.deleted_at is null
    where is_whole or (chat_id is not null and all_requests > 0)
    order by is_whole desc, chat_id is not distinct from ${filter.chat}::uuid desc, amount desc nulls last, chat_id
    limit ${MOST_CHATS + 1}`;
}

const AMOUNTS: Record<Metric, SQL> = {
  cost: sql`sum(cost_pico)`,
  tokens: sql`sum(tokens)`,
  requests: sql`count(*)`,
};

export function parseLedgerFigures([whole, ...chats]: Row[]): LedgerFigures {
  if (!whole) throw new TypeError('The database answered without a row for the whole.');
  return {
    previous: {
      requests: Number(whole.requests_before),
      tokens: Number(whole.tokens_before),
      costPico: picoUsd(bigintOf(whole.cost_pico_before)),
    },
    requests: Number(whole.requests),
    reasoningTokens: Number(whole.reasoning_tokens),
    unpricedRequests: Number(whole.unpriced_requests),
    whole: amountOf(whole),
    chats: chats
      .map((row) => ({
        id: asId<ChatId>(String(row.chat_id)),
        title: textOrNull(row.title),
        amount: amountOf(row),
      }))
      .sort((a, b) => compareAmounts(b.amount, a.amount)),
  };
}

function amountOf(row: Row): Amount {
  return bigintOrNull(row.amount_text);
}
