import { CloudOff, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Account } from '@/lib/billing/account';
import { formatCount, formatInstant } from '@/lib/billing/format';
import type { ListedPrice } from '@/lib/billing/price-list';
import type { Reading } from '@/lib/billing/reading';

interface NoticesProps {
  account: Promise<Reading<Account>>;
  usage: Promise<Reading<unknown>>;
  prices: Promise<Reading<ListedPrice[]>>;
  retryHref: string;
  now: Date;
  timeZone: string;
}

/** Says how fresh the charts are, and what they lack: nothing, events on their way, or OpenMeter itself. */
export async function Notices({ account, usage, prices, retryHref, now, timeZone }: NoticesProps) {
  const [accountRead, usageRead, pricesRead] = await Promise.all([account, usage, prices]);
  const pending = accountRead.ok ? accountRead.value.pendingEvents : 0;
  const asOf = (accountRead.ok && accountRead.value.pendingSince) || now;
  if (!usageRead.ok) {
    return (
      <Notice icon={<CloudOff />}>
        The meter can’t be reached, so charts and totals are missing. Every event is safe and billed: the
        allowance and the event log below are complete.{pending > 0 && ` ${eventsOnTheirWay(pending)}`}{' '}
        <a href={retryHref} className="font-medium underline underline-offset-4">
          Retry
        </a>
      </Notice>
    );
  }
  if (pending > 0) {
    return (
      <Notice icon={<Hourglass />}>
        {eventsOnTheirWay(pending)} The event log has them already; charts and totals are complete up to{' '}
        <time dateTime={asOf.toISOString()}>{formatInstant(asOf, timeZone, now)}</time>.
      </Notice>
    );
  }
  return (
    <p className="text-muted-foreground text-xs tabular-nums">
      Data as of <time dateTime={now.toISOString()}>{formatInstant(now, timeZone, now)}</time>
      {pricesRead.ok &&
        pricesRead.value.some(({ demo }) => demo) &&
        ' · Demo: prices are made up, nobody is charged'}
    </p>
  );
}

function eventsOnTheirWay(count: number): string {
  return count === 1
    ? '1 event is still on its way.'
    : `${formatCount(count)} events are still on their way.`;
}

function Notice({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p
      role="status"
      className="flex items-start gap-3 rounded-lg border border-warning/40 bg-warning/8 px-4 py-3 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-warning"
    >
      {icon}
      <span>{children}</span>
    </p>
  );
}
