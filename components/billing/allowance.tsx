import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import type { Account } from '@/lib/billing/account';
import type { Budget } from '@/lib/billing/budgets/budget';
import { spendLimitOf } from '@/lib/billing/budgets/spend-limit';
import { formatDay } from '@/lib/billing/format';
import { isReached, limitLevel, shareOf, usedShare } from '@/lib/billing/limit-level';
import type { BillingPeriod } from '@/lib/billing/period';
import type { Plan } from '@/lib/billing/plans';
import type { Reading } from '@/lib/billing/reading';
import { formatUsd, formatUsed } from '@/lib/money';
import { cn } from '@/lib/utils';
import { Unavailable } from './states/unavailable';

interface AllowanceProps {
  account: Reading<Account>;
  budget: Reading<Budget | null>;
  plan: Reading<Plan>;
  period: BillingPeriod;
  retryHref: string;
}

/** How much may be used, by the plan or by the person's own stop, how much is used and held, and when it begins anew. */
export function Allowance({ account, budget, plan, period, retryHref }: AllowanceProps) {
  return (
    <Card aria-label="Allowance" className="min-h-[74px] p-4 @2xl:px-5">
      {account.ok && budget.ok && plan.ok ? (
        <AllowanceBar
          account={account.value}
          budget={budget.value}
          limit={spendLimitOf(plan.value, budget.value)}
          plan={plan.value}
          period={period}
        />
      ) : (
        <Unavailable retryHref={retryHref} />
      )}
    </Card>
  );
}

interface AllowanceBarProps {
  account: Account;
  budget: Budget | null;
  limit: ReturnType<typeof spendLimitOf>;
  plan: Plan;
  period: BillingPeriod;
}

function AllowanceBar({
  account: { usedPico, heldPico },
  budget,
  limit: { limitPico, isOwnStop },
  plan,
  period,
}: AllowanceBarProps) {
  if (limitPico === null) {
    return (
      <Words reset={<Reset period={period} />}>
        <strong className="font-semibold">{formatUsd(usedPico)}</strong> used · The {plan.name} plan has no
        limit
        <Held heldPico={heldPico} />
      </Words>
    );
  }
  const used = shareOf(usedPico, limitPico);
  const held = Math.min(shareOf(heldPico, limitPico), 1 - Math.min(used, 1));
  const isStopped = budget?.stop === true && isReached(budget, usedPico);
  const level = limitLevel(usedPico, limitPico, isStopped);
  const shown = usedShare(usedPico, limitPico);
  const usedText = formatUsed(usedPico, limitPico);
  return (
    <div className="space-y-2.5">
      <Words
        reset={
          <span className={cn(level === 'over' && 'text-destructive', level === 'near' && 'text-warning')}>
            {LEVEL_WORDS[level]} <Reset period={period} />
          </span>
        }
      >
        <strong className="font-semibold">{usedText}</strong> used of {formatUsd(limitPico)}{' '}
        {isOwnStop ? 'until your stop' : includedWords(plan)}
        {isOwnStop && plan.allowancePico !== null && (
          <span className="text-muted-foreground">
            {' '}
            · {formatUsd(plan.allowancePico)} {includedWords(plan)}
          </span>
        )}
        <Held heldPico={heldPico} />
      </Words>
      <div
        role="progressbar"
        aria-label="Allowance used"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(shown.percent, 100)}
        aria-valuetext={`${shown.text}: ${usedText} of ${formatUsd(limitPico)}`}
        className="flex h-2 overflow-hidden rounded-full bg-muted"
      >
        <span className={cn('h-full', LEVEL_COLOURS[level])} style={{ width: percent(Math.min(used, 1)) }} />
        <span className={cn('h-full opacity-35', LEVEL_COLOURS[level])} style={{ width: percent(held) }} />
      </div>
    </div>
  );
}

/** What is used, and when that begins anew. */
function Words({ reset, children }: { reset: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-sm tabular-nums">
      <p>{children}</p>
      <p className="text-muted-foreground">{reset}</p>
    </div>
  );
}

function Held({ heldPico }: Pick<Account, 'heldPico'>) {
  if (heldPico === 0n) return null;
  return <span className="text-muted-foreground"> · {formatUsd(heldPico)} held for running replies</span>;
}

function Reset({ period: { end } }: { period: BillingPeriod }) {
  return (
    <>
      Resets <time dateTime={end.toISOString()}>{formatDay(end, 'UTC')}, 00:00 UTC</time>
    </>
  );
}

function includedWords({ name }: Plan): string {
  return `included in the ${name} plan`;
}

const LEVEL_WORDS = {
  fine: '',
  near: 'Nearly used up: replies may be cut short or refused.',
  // A model without a price, or with one of $0, goes on.
  over: 'Used up: no new replies that are charged.',
};
const LEVEL_COLOURS = { fine: 'bg-primary', near: 'bg-warning', over: 'bg-destructive' };

function percent(share: number): string {
  return `${share * 100}%`;
}
