import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import type { Account } from '@/lib/billing/account';
import { formatChange, formatShortCount, formatShortSpan } from '@/lib/billing/format';
import { type BillingPeriod, previousPeriod } from '@/lib/billing/period';
import type { Range } from '@/lib/billing/ranges';
import type { Reading } from '@/lib/billing/reading';
import type { Amount } from '@/lib/billing/report/amount';
import type { AppUsage, LedgerFigures } from '@/lib/billing/report/ledger-figures';
import { projectedCost } from '@/lib/billing/report/projection';
import { filterUsage, isUncounted, type Totals, totalsOf } from '@/lib/billing/report/totals';
import type { UsageRow } from '@/lib/billing/report/usage';
import type { View } from '@/lib/billing/view';
import { formatCost, formatCount } from '@/lib/format';
import { Unavailable } from './states/unavailable';

interface CardsProps {
  usage: Promise<Reading<UsageRow[]>>;
  figures: Reading<LedgerFigures>;
  account: Reading<Account>;
  view: View;
  range: Range;
  period: BillingPeriod;
  retryHref: string;
  now: Date;
  timeZone: string;
}

/**
 * The view in four figures, each against the same stretch of the range before. What is held against each other is the
 * ledger's alone: of the meter, the one stretch may have what others sent, or the other lack what is on its way.
 */
export async function Cards(props: CardsProps) {
  const usage = await props.usage;
  if (!usage.ok) return <Missing {...props} />;
  const ledger = props.figures.ok ? props.figures.value : null;
  const counted = filterUsage(usage.value, props.view);
  const totals = totalsOf(counted, ledger);
  const unknown = isUncounted(counted, ledger) ? '–' : null;
  const stretch = stretchBefore(props);
  const change = (amountOf: (usage: AppUsage) => Amount) => {
    if (props.range.from > props.now) return <p>Not begun yet</p>;
    if (!ledger) return <p>No comparison right now</p>;
    return <Change now={amountOf(ledger.current)} before={amountOf(ledger.previous)} stretch={stretch} />;
  };
  return (
    <div className="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
      <Figure title="Spend" value={unknown ?? formatCost(totals.costPico)}>
        {change(({ costPico }) => costPico)}
        <Unpriced requests={ledger?.unpricedRequests ?? 0} />
      </Figure>
      <Figure
        title="Tokens"
        value={unknown ?? formatShortCount(totals.totalTokens)}
        exact={unknown ?? formatCount(totals.totalTokens)}
      >
        {change(({ tokens }) => BigInt(tokens))}
        {unknown === null && <TokenKinds totals={totals} />}
      </Figure>
      <Figure
        title="Requests"
        value={unknown ?? (totals.requests === null ? '–' : formatCount(totals.requests))}
      >
        {change(({ requests }) => BigInt(requests))}
      </Figure>
      <Projected account={props.account} period={props.period} now={props.now} />
    </div>
  );
}

/** Of the size of all the cards, so that nothing moves when it takes their place. */
function Missing({ figures, view, retryHref }: CardsProps) {
  return (
    <Card
      aria-label="Totals"
      className="grid min-h-[380px] place-items-center border-warning/40 bg-warning/8 p-4 @3xl:min-h-[184px] @5xl:min-h-[152px]"
    >
      <Unavailable retryHref={retryHref}>
        {/* A single chat is not read from the meter. */}
        {figures.ok && view.chat === null && (
          <span role="status">
            <CloudOff aria-hidden className="mr-2 inline size-4 align-[-3px] text-warning" />
            The meter can’t be reached, so charts and totals are missing. Every event is safe and billed: the
            allowance and the event log are complete.
          </span>
        )}
      </Unavailable>
    </Card>
  );
}

function stretchBefore({ view, range, timeZone, now }: CardsProps): string {
  return view.range === '24h' ? 'the 24 hours before' : formatShortSpan(range.previous, timeZone, now);
}

interface FigureProps {
  title: string;
  value: string;
  /** Every digit of a shortened value, shown on hover. */
  exact?: string;
  children: ReactNode;
}

function Figure({ title, value, exact, children }: FigureProps) {
  return (
    <Card aria-label={title} className="min-h-[184px] p-4 @5xl:min-h-[152px]">
      <h2 className="text-muted-foreground text-sm">{title}</h2>
      <p title={exact} className="mt-1 font-semibold text-2xl tabular-nums tracking-tight">
        {value}
      </p>
      <div className="mt-2 space-y-1 text-muted-foreground text-xs tabular-nums">{children}</div>
    </Card>
  );
}

/** What has no price is held against nothing, and nothing against it. */
function Change({ now, before, stretch }: { now: Amount; before: Amount; stretch: string }) {
  if (now === null) return null;
  if (before === null) return <p>No priced usage in {stretch}</p>;
  const change = formatChange(now, before);
  if (change === null) return <p>Nothing in {stretch}</p>;
  return (
    <p>
      <span className="font-medium text-foreground">{change}</span> vs {stretch}
    </p>
  );
}

function TokenKinds({ totals }: { totals: Totals }) {
  return (
    <p>
      {formatShortCount(totals.promptTokens)} in ({formatShortCount(totals.cachedTokens)} cached) ·{' '}
      {formatShortCount(totals.completionTokens)} out
      {totals.reasoningTokens !== null && ` (${formatShortCount(totals.reasoningTokens)} reasoning)`}
    </p>
  );
}

function Unpriced({ requests }: { requests: number }) {
  if (requests === 0) return null;
  return (
    <p className="text-warning">
      + {formatCount(requests)} unpriced {requests === 1 ? 'request' : 'requests'}
    </p>
  );
}

function Projected({ account, period, now }: Pick<CardsProps, 'account' | 'period' | 'now'>) {
  if (!account.ok) return <NotProjected why="It can’t be read right now" />;
  const { usedPico, lastPeriodPico } = account.value;
  const projected = projectedCost(usedPico, period, now);
  if (projected === null) return <NotProjected why="From the second day of a period on" />;
  // All that was used may have no price: then the pace is not known, and is not zero.
  if (usedPico === 0n) return <NotProjected why="No cost yet to go by" />;
  const spanOf = ({ start, end }: BillingPeriod) => formatShortSpan({ from: start, to: end }, 'UTC', now);
  return (
    <Figure title="Projected" value={formatCost(projected)}>
      {/* Where nothing cost anything, there may have been usage without a price. */}
      {lastPeriodPico === 0n ? (
        <p>No cost in {spanOf(previousPeriod(period))}</p>
      ) : (
        <Change now={projected} before={lastPeriodPico} stretch={spanOf(previousPeriod(period))} />
      )}
      <p>All the app’s usage of {spanOf(period)}, at this pace</p>
    </Figure>
  );
}

function NotProjected({ why }: { why: string }) {
  return (
    <Figure title="Projected" value="–">
      <p>{why}</p>
    </Figure>
  );
}
