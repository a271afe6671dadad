import { CloudOff, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Account } from '@/lib/billing/account';
import { formatCount, formatInstant } from '@/lib/billing/format';
import type { ListedPrice } from '@/lib/billing/price-list';
import type { Reading } from '@/lib/billing/reading';

interface FreshnessProps {
  account: Reading<Account>;
  /** Whether the built-in demo answers, so that no money is real. */
  demo: boolean;
  now: Date;
  timeZone: string;
}

/** Says how fresh the charts are: as of now, or but for events that are on their way. */
export function Freshness({ account, demo, now, timeZone }: FreshnessProps) {
  if (account.ok && account.value.incompleteSince) {
    const { incompleteSince } = account.value;
    return (
      <Notice icon={<Hourglass />}>
        {undelivered(account.value)} The event log has them already; charts and totals are complete up to{' '}
        <time dateTime={incompleteSince.toISOString()}>{formatInstant(incompleteSince, timeZone, now)}</time>.
      </Notice>
    );
  }
  return (
    <p className="min-h-8 text-muted-foreground text-xs tabular-nums @lg:min-h-4">
      Data as of <time dateTime={now.toISOString()}>{formatInstant(now, timeZone, now)}</time>
      {demo && ' · Demo: prices are made up, nobody is charged'}
    </p>
  );
}

interface NoticesProps extends Omit<FreshnessProps, 'demo'> {
  usage: Promise<Reading<unknown>>;
  prices: Promise<Reading<ListedPrice[]>>;
  retryHref: string;
}

/** How fresh the charts are, or that there are none, because OpenMeter can't be reached. */
export async function Notices({ usage, prices, retryHref, ...freshness }: NoticesProps) {
  const [usageRead, pricesRead] = await Promise.all([usage, prices]);
  const demo = pricesRead.ok && pricesRead.value.some((price) => price.demo);
  if (usageRead.ok) return <Freshness {...freshness} demo={demo} />;
  const { account } = freshness;
  return (
    <Notice icon={<CloudOff />}>
      The meter can’t be reached, so charts and totals are missing. Every event is safe and billed: the
      allowance and the event log are complete.{account.ok && ` ${undelivered(account.value)}`}{' '}
      <a href={retryHref} className="font-medium underline underline-offset-4">
        Retry
      </a>
    </Notice>
  );
}

/** How many events the meter lacks; nothing when it has all. */
function undelivered({ pendingEvents, parkedEvents }: Account): string {
  const pending =
    pendingEvents > 0 &&
    (pendingEvents === 1
      ? '1 event is still on its way.'
      : `${formatCount(pendingEvents)} events are still on their way.`);
  const parked =
    parkedEvents > 0 &&
    `${parkedEvents === 1 ? '1 event was' : `${formatCount(parkedEvents)} events were`} refused by the meter and set aside; the operator can send ${parkedEvents === 1 ? 'it' : 'them'} again.`;
  return [pending, parked].filter(Boolean).join(' ');
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
