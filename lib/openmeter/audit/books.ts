import { sql } from 'drizzle-orm';
import { PROMPT_TOKENS, TOKENS } from '@/lib/db/ledger-tokens';
import { bigintOf } from '@/lib/db/row-values';
import { queryRows, type Row } from '@/lib/db/rows';
import type { Database } from '@/lib/db/types';
import { DayTotals } from './day-totals';
import type { DayRange } from './days';
import { FIGURES, type Figures, NOTHING } from './figures';

/** The ledger, and the outbox by what became of its events. */
const BOOKS = ['ledger', 'delivered', 'tried', 'waiting', 'parked'] as const;

/**
 * `delivered`: OpenMeter acknowledged them. `tried`: pending, and it may have them, because its answer was lost,
 * they are sent again, or an export sent them. `waiting`: pending, and never sent. `parked`: it refused them.
 */
export type Books = Record<(typeof BOOKS)[number], DayTotals>;

export interface BooksOf extends DayRange {
  /** Left out: everybody. */
  userId?: string;
}

/** What the ledger and the outbox say, at one instant: both are read by one statement. */
export async function readBooks(db: Database, { from, to, userId }: BooksOf): Promise<Books> {
  const statement = sql`
    with exported as (select coalesce(max(last_outbox_id), 0) as last_id from openmeter_exports),
    booked as (
      select 'ledger' as book, user_id::text as who, occurred_at as at,
        ${PROMPT_TOKENS} as prompt_tokens,
        cache_read_tokens as cached_tokens, output_tokens as completion_tokens, reasoning_tokens,
        ${TOKENS} as total_tokens,
        cost_pico::numeric
      from ledger_entries
      union all
      select case when state <> 'pending' then state when attempts > 0 or id <= last_id then 'tried' else 'waiting' end,
        event ->> 'subject', (event ->> 'time')::timestamptz,
        (event #>> '{data,prompt_tokens}')::bigint, (event #>> '{data,cached_tokens}')::bigint,
        (event #>> '{data,completion_tokens}')::bigint, (event #>> '{data,reasoning_tokens}')::bigint,
        (event #>> '{data,total_tokens}')::bigint, (event #>> '{data,cost_usd}')::numeric * 1000000000000
      from outbox, exported
    )
    select book, who, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::text as "requests",
      sum(prompt_tokens)::text as "promptTokens", sum(cached_tokens)::text as "cachedTokens",
      sum(completion_tokens)::text as "completionTokens", sum(reasoning_tokens)::text as "reasoningTokens",
      sum(total_tokens)::text as "totalTokens", trunc(coalesce(sum(cost_pico), 0))::text as "costPico"
    from booked
    where at >= ${from.toISOString()}::timestamptz and at < ${to.toISOString()}::timestamptz
      and (${userId ?? null}::text is null or who = ${userId ?? null}::text)
    group by 1, 2, 3`;
  const rows = await queryRows(db, statement, (row) => ({
    book: String(row.book),
    who: String(row.who),
    day: String(row.day),
    figures: parseFigures(row),
  }));
  const totalsOf = (book: string) => {
    const totals = new DayTotals();
    for (const row of rows) if (row.book === book) totals.add(row.day, row.who, row.figures);
    return totals;
  };
  return {
    ledger: totalsOf('ledger'),
    delivered: totalsOf('delivered'),
    tried: totalsOf('tried'),
    waiting: totalsOf('waiting'),
    parked: totalsOf('parked'),
  };
}

/** A row with a column for each figure, all as digits. */
export function parseFigures(row: Row): Figures {
  const figures = { ...NOTHING };
  for (const figure of FIGURES) figures[figure] = bigintOf(row[figure] ?? 0);
  return figures;
}
