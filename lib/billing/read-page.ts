import { sql } from 'drizzle-orm';
import { rowsAsColumn, rowsOfColumn } from '../db/json-column';
import { textOrNull } from '../db/row-values';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import type { UserId } from '../ids';
import { type Account, accountQuery, parseAccount } from './account';
import { type Budget, budgetQuery, parseBudget } from './budgets/budget';
import { type EventPage, eventPage, eventsAsColumn } from './events/list';
import { type KeyNames, keyNamesQuery, parseKeyNames } from './keys';
import { ownsFilterQuery } from './own-filter';
import { type BillingPeriod, billingPeriodOf } from './period';
import { type Range, rangeOf } from './ranges';
import { type Reading, reading } from './reading';
import { type BiggestChats, chatsQuery, parseChats } from './report/chats';
import { type LedgerFigures, ledgerFiguresQuery, parseLedgerFigures } from './report/ledger-figures';
import type { UsageRow } from './report/usage';
import { readViewUsage } from './report/view-usage';
import type { Sources } from './sources';
import { filterOf, type View } from './view';

export const EVENTS_PER_PAGE = 25;

export interface BillingQuery {
  userId: UserId;
  view: View;
  timeZone: string;
  now: Date;
}

/** What the page shows. Its two sources come when they are there, and fail alone. */
export interface BillingPage {
  period: BillingPeriod;
  range: Range;
  ledger: Promise<Reading<LedgerParts>>;
  /** From OpenMeter, or of one chat from the ledger, as all the rest is. */
  usage: Promise<Reading<UsageRow[]>>;
}

export interface LedgerParts {
  account: Account;
  /** null: none is set. */
  budget: Budget | null;
  figures: LedgerFigures;
  /** null: the view doesn't show them. */
  chats: BiggestChats | null;
  events: EventPage;
  keyNames: KeyNames;
  /** Whether the chat and the key that the view is narrowed to are the person's. */
  ownsFilter: boolean;
  /** Of the chat that the view is narrowed to. null: it was deleted, or there is none. */
  chatTitle: string | null;
}

/**
 * Starts all reads of a billing page at once: five queries to OpenMeter and one statement, or for a view of one chat
 * two statements alone.
 */
export function readBillingPage({ getDb, openMeter }: Sources, query: BillingQuery): BillingPage {
  const period = billingPeriodOf(query.now);
  const range = rangeOf(query.view, query.now, query.timeZone);
  return {
    period,
    range,
    ledger: reading('ledger', async () => readLedgerParts(await getDb(), query, period, range)),
    usage: reading('usage', () => readViewUsage({ getDb, openMeter }, { ...query, range })),
  };
}

async function readLedgerParts(
  db: Database,
  { userId, view }: BillingQuery,
  period: BillingPeriod,
  range: Range,
): Promise<LedgerParts> {
  const { from, to } = range;
  const filter = filterOf(view);
  const showsChats = view.split === 'chat';
  const events = eventsAsColumn({ ...filter, userId, from, to, after: view.after, limit: EVENTS_PER_PAGE });
  const statement = sql`
    select ${rowsAsColumn(accountQuery(userId, period))} as account,
      ${rowsAsColumn(budgetQuery(userId, period))} as budget,
      ${rowsAsColumn(ledgerFiguresQuery(userId, range, filter))} as figures,
      ${showsChats ? rowsAsColumn(chatsQuery({ userId, range, filter, metric: view.metric })) : sql`null`} as chats,
      ${events} as events,
      ${rowsAsColumn(keyNamesQuery(userId))} as keys,
      ${rowsAsColumn(ownsFilterQuery(userId, filter))} as owns`;
  const [parts] = await queryRows(db, statement, (row) => ({
    account: rowsOfColumn(row.account).map(parseAccount)[0],
    budget: rowsOfColumn(row.budget).map(parseBudget)[0] ?? null,
    figures: rowsOfColumn(row.figures).map(parseLedgerFigures)[0],
    chats: row.chats === null ? null : parseChats(rowsOfColumn(row.chats)),
    events: eventPage(row.events, EVENTS_PER_PAGE),
    keyNames: parseKeyNames(rowsOfColumn(row.keys)),
    ownsFilter: rowsOfColumn(row.owns)[0]?.owns_filter === true,
    chatTitle: textOrNull(rowsOfColumn(row.owns)[0]?.chat_title),
  }));
  if (!parts?.account || !parts.figures) throw new TypeError('The database answered without an account.');
  return { ...parts, account: parts.account, figures: parts.figures };
}
