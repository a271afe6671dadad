import { Suspense } from 'react';
import type { ListedPrice } from '@/lib/billing/price-list';
import type { BillingPage } from '@/lib/billing/read-page';
import type { Reading } from '@/lib/billing/reading';
import { type View, viewHref } from '@/lib/billing/view';
import { BreakdownPanel } from './breakdown';
import { Cards } from './cards';
import { UsageChart } from './chart/usage-chart';
import { EventLog } from './events/event-log';
import type { LoadOlder } from './events/older-events';
import { Notices } from './header/notices';
import { RangePicker } from './range-picker';
import { NeverUsed } from './states/never-used';
import {
  BreakdownSkeleton,
  CardsSkeleton,
  ChartSkeleton,
  EventsSkeleton,
  NoticesSkeleton,
} from './states/skeletons';

interface BillingReportProps {
  page: BillingPage;
  prices: Promise<Reading<ListedPrice[]>>;
  view: View;
  timeZone: string;
  now: Date;
  loadOlder: LoadOlder;
}

/** All figures of a view; or, for a person who has none yet, the way to the chat. */
export async function BillingReport({ page, prices, view, timeZone, now, loadOlder }: BillingReportProps) {
  const account = await page.account;
  if (account.ok && !account.value.hasUsage) return <NeverUsed />;
  const { range, period, usage, comparison, events } = page;
  const retryHref = viewHref(view);
  return (
    <>
      <RangePicker view={view} range={range} timeZone={timeZone} />
      <Suspense fallback={<NoticesSkeleton />}>
        <Notices
          account={page.account}
          usage={usage}
          prices={prices}
          retryHref={retryHref}
          now={now}
          timeZone={timeZone}
        />
      </Suspense>
      <Suspense fallback={<CardsSkeleton />}>
        <Cards
          usage={usage}
          comparison={comparison}
          account={page.account}
          view={view}
          range={range}
          period={period}
          retryHref={retryHref}
          now={now}
          timeZone={timeZone}
        />
      </Suspense>
      <div className="grid gap-4 @5xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Suspense fallback={<ChartSkeleton />}>
          <UsageChart usage={usage} view={view} range={range} timeZone={timeZone} />
        </Suspense>
        <Suspense fallback={<BreakdownSkeleton />}>
          <BreakdownPanel usage={usage} view={view} />
        </Suspense>
      </div>
      <Suspense fallback={<EventsSkeleton />}>
        <EventLog events={events} view={view} timeZone={timeZone} now={now} loadOlder={loadOlder} />
      </Suspense>
    </>
  );
}
