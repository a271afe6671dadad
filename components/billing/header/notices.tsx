import { Hourglass } from 'lucide-react';
import type { Account } from '@/lib/billing/account';
import { formatInstant } from '@/lib/billing/format';
import type { Reading } from '@/lib/billing/reading';
import type { UsageRow } from '@/lib/billing/report/usage';
import { formatCount } from '@/lib/format';

export const DEMO_WORDS = 'Demo: prices are made up, nobody is charged';

interface FreshnessProps {
  account: Reading<Account>;
  /** Whether charts and totals could be read, or are yet to be. */
  isUsageRead: boolean;
  /** Whether the built-in demo answers, so that no money is real. */
  demo: boolean;
  /** Whether the meter counts an event only some seconds after it took it, as a remote OpenMeter does. */
  meterLags: boolean;
  now: Date;
  timeZone: string;
}

/**
 * Says how fresh the figures are: as of now, or but for events that are on their way or not counted yet; and which of them
 * can’t be read.
 */
export function Freshness({ demo, ...figures }: FreshnessProps) {
  const { account, isUsageRead, now, timeZone } = figures;
  if (account.ok && account.value.incompleteSince) {
    const { incompleteSince, pendingEvents, parkedEvents } = account.value;
    return (
      <p
        role="status"
        className="flex items-start gap-3 rounded-lg border border-warning/40 bg-warning/8 px-4 py-3 text-sm"
      >
        <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <span>
          {undelivered(account.value)} The event log has {pendingEvents + parkedEvents === 1 ? 'it' : 'them'}{' '}
          already; charts and totals{' '}
          {isUsageRead ? (
            <>
              are complete up to{' '}
              <time dateTime={incompleteSince.toISOString()}>
                {formatInstant(incompleteSince, timeZone, now)}
              </time>
            </>
          ) : (
            'can’t be read right now'
          )}
          .{demo && <span className="block">{DEMO_WORDS}.</span>}
        </span>
      </p>
    );
  }
  return (
    <p className="min-h-8 text-muted-foreground text-xs tabular-nums @lg:min-h-4">
      <AsOf {...figures} />
      {demo && ` · ${DEMO_WORDS}`}
    </p>
  );
}

function AsOf({ account, isUsageRead, meterLags, now, timeZone }: Omit<FreshnessProps, 'demo'>) {
  if (!isUsageRead && !account.ok) return 'Charts, totals, event log and allowance can’t be read right now';
  const time = <time dateTime={now.toISOString()}>{formatInstant(now, timeZone, now)}</time>;
  if (!isUsageRead)
    return <>Event log and allowance as of {time}; charts and totals can’t be read right now</>;
  return (
    <>
      Data as of {time}
      {meterLags && ', but for the last few seconds'}
      {!account.ok && ' · Whether events are on their way can’t be read right now'}
    </>
  );
}

interface NoticesProps extends Omit<FreshnessProps, 'isUsageRead'> {
  usage: Promise<Reading<UsageRow[]>>;
}

/** How fresh the figures are, once it is known which there are. */
export async function Notices({ usage, ...freshness }: NoticesProps) {
  const { ok: isUsageRead } = await usage;
  return <Freshness {...freshness} isUsageRead={isUsageRead} />;
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
