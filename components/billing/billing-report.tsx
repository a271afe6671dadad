import type { Account } from '@/lib/billing/account';
import type { ListedPrice } from '@/lib/billing/price-list';
import type { BillingPage } from '@/lib/billing/read-page';
import type { Reading } from '@/lib/billing/reading';
import { type View, viewHref } from '@/lib/billing/view';
import { BreakdownPanel } from './breakdown';
import { Cards } from './cards';
import { UsageChart } from './chart/usage-chart';
import { EventLog } from './events/event-log';
import type { LoadOlder } from './events/older-events';
import { Freshness, Notices } from './header/notices';
import { Part } from './part';
import { RangePicker } from './range-picker';
import { NeverUsed } from './states/never-used';
import { BreakdownSkeleton, CardsSkeleton, ChartSkeleton, EventsSkeleton } from './states/skeletons';

interface BillingReportProps {
  page: BillingPage;
  account: Reading<Account>;
  prices: Promise<Reading<ListedPrice[]>>;
  view: View;
  timeZone: string;
  now: Date;
  loadOlder: LoadOlder;
  /** Whether all of it is read already. */
  ready: boolean;
}

/** All figures of a view; or, for a person who has none yet, the way to the chat. */
export function BillingReport({
  page,
  account,
  prices,
  view,
  timeZone,
  now,
  loadOlder,
  ready,
}: BillingReportProps) {
  if (account.ok && !account.value.hasUsage) return <NeverUsed />;
  const { range, period, usage, comparison, events } = page;
  const retryHref = viewHref(view);
  const freshness = { account, now, timeZone };
  return (
    <>
      <RangePicker view={view} range={range} timeZone={timeZone} />
      <Part ready={ready} fallback={<Freshness {...freshness} demo={false} />}>
        <Notices {...freshness} usage={usage} prices={prices} retryHref={retryHref} />
      </Part>
      <Part ready={ready} fallback={<CardsSkeleton />}>
        <Cards
          usage={usage}
          comparison={comparison}
          account={account}
          view={view}
          range={range}
          period={period}
          retryHref={retryHref}
          now={now}
          timeZone={timeZone}
        />
      </Part>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 @5xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Part ready={ready} fallback={<ChartSkeleton />}>
          <UsageChart usage={usage} view={view} range={range} timeZone={timeZone} />
        </Part>
        <Part ready={ready} fallback={<BreakdownSkeleton />}>
          <BreakdownPanel usage={usage} view={view} />
        </Part>
      </div>
      <Part ready={ready} fallback={<EventsSkeleton />}>
        <EventLog events={events} view={view} timeZone={timeZone} now={now} loadOlder={loadOlder} />
      </Part>
    </>
  );
}
