import type { OpenMeter } from '@openmeter/sdk';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { type Account, readAccount } from './account';
import { type EventPage, listEvents } from './events/list';
import { type BillingPeriod, billingPeriodOf } from './period';
import { type Range, rangeOf } from './ranges';
import { type Reading, reading } from './reading';
import { type Comparison, readComparison } from './report/comparison';
import { readUsage, type UsageRow } from './report/usage';
import type { View } from './view';

export const EVENTS_PER_PAGE = 50;

export interface BillingQuery {
  userId: UserId;
  view: View;
  timeZone: string;
  now: Date;
}

/** What the page shows. Each part comes when it is there, and fails alone. */
export interface BillingPage {
  period: BillingPeriod;
  range: Range;
  account: Promise<Reading<Account>>;
  comparison: Promise<Reading<Comparison>>;
  events: Promise<Reading<EventPage>>;
  /** From OpenMeter; all the rest is from the ledger. */
  usage: Promise<Reading<UsageRow[]>>;
}

export interface Sources {
  getDb: () => Promise<Database>;
  openMeter: OpenMeter;
}

/** Starts all reads of a billing page at once: six queries to OpenMeter and three statements, whatever the view. */
export function readBillingPage({ getDb, openMeter }: Sources, query: BillingQuery): BillingPage {
  const { userId, view, timeZone, now } = query;
  const period = billingPeriodOf(now);
  const range = rangeOf(view, now, timeZone);
  const { from, to, unit } = range;
  const { model, via, after } = view;
  return {
    period,
    range,
    account: reading('account', async () => readAccount(await getDb(), userId, period)),
    comparison: reading('comparison', async () =>
      readComparison(await getDb(), userId, range, { model, via }),
    ),
    events: reading('events', async () =>
      listEvents(await getDb(), { userId, from, to, model, via, after, limit: EVENTS_PER_PAGE }),
    ),
    usage: reading('usage', () => readUsage(openMeter, { userId, from, to, unit, timeZone })),
  };
}
