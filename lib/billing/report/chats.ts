import { and, eq, type SQL, sql } from 'drizzle-orm';
import { TOKENS } from '@/lib/db/ledger-tokens';
import { bigintOrNull, textOrNull } from '@/lib/db/row-values';
import type { Row } from '@/lib/db/rows';
import { ledgerEntries as entries } from '@/lib/db/schema';
import { asId, type ChatId, type UserId } from '@/lib/ids';
import { delivered, matches, within } from '../ledger-filter';
import type { Span } from '../span';
import type { Metric, UsageFilter } from '../view';
import { type Amount, compareAmounts } from './amount';

/** The chats that most went to, the chosen one among them. */
export interface BiggestChats {
  chats: ChatUsage[];
  /** What all usage comes to, in chats or not. */
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

interface ChatsQuery {
  userId: UserId;
  range: Span;
  filter: UsageFilter;
  metric: Metric;
}

/**
 * One row for the whole, then one for the chosen chat and each of the biggest. From the ledger, as far as the meter has
 * heard of it: meters are not cut by chats, that would be a series of its own for every chat.
 */
export function chatsQuery({ userId, range, filter, metric }: ChatsQuery): SQL {
  const own = and(eq(entries.userId, userId), matches({ ...filter, chat: null }));
  return sql`
    with used as (
      select chat_id, grouping(chat_id) = 1 as is_whole, ${AMOUNTS[metric]} as amount
      from ledger_entries where ${and(own, within(range), delivered(userId))}
      group by grouping sets ((), (chat_id))
    )
    select used.chat_id, amount::text as amount, chats.title
    from used left join chats on chats.id = used.chat_id and chats.deleted_at is null
    where is_whole or chat_id is not null
    order by is_whole desc, chat_id is not distinct from ${filter.chat}::uuid desc, used.amount desc nulls last, chat_id
    limit ${MOST_CHATS + 1}`;
}

const AMOUNTS: Record<Metric, SQL> = {
  cost: sql`sum(cost_pico)`,
  tokens: sql`sum(${TOKENS})`,
  requests: sql`count(*)`,
};

/** The rows of `chatsQuery`; but the chosen chat, the first of them, is put where it belongs by its amount. */
export function parseChats([whole, ...chats]: Row[]): BiggestChats {
  return {
    whole: bigintOrNull(whole?.amount),
    chats: chats
      .map((row) => ({
        id: asId<ChatId>(String(row.chat_id)),
        title: textOrNull(row.title),
        amount: bigintOrNull(row.amount),
      }))
      .sort((a, b) => compareAmounts(b.amount, a.amount)),
  };
}
