import { Card } from '@/components/ui/card';
import type { Account } from '@/lib/billing/account';
import type { Budget } from '@/lib/billing/budgets/budget';
import { formatDay, formatShare } from '@/lib/billing/format';
import type { BillingPeriod } from '@/lib/billing/period';
import type { Plan } from '@/lib/billing/plans';
import type { Reading } from '@/lib/billing/reading';
import { formatUsd, type PicoUsd } from '@/lib/money';
import { cn } from '@/lib/utils';
import { Unavailable } from './states/unavailable';

interface AllowanceProps {
  account: Reading<Account>;
  budget: Reading<Budget | null>;
  plan: Plan;
  period: BillingPeriod;
  retryHref: string;
}

/** How much may be used, by the plan or by the person's own stop, how much is used and held, and when it begins anew. */
export function Allowance({ account, budget, plan, period, retryHref }: AllowanceProps) {
  return (
    <Card aria-label="Allowance" className="min-h-[74px] p-4 @2xl:px-5">
      {account.ok && budget.ok ? (
        <AllowanceBar
          account={account.value}
          limit={limitOf(plan, budget.value)}
          plan={plan}
          period={period}
        />
      ) : (
        <Unavailable retryHref={retryHref} />
      )}
    </Card>
  );
}

/** What may be used; null: no limit. */
type Limit = { pico: PicoUsd; isOwnStop: boolean } | null;

/** The least of what the plan allows and where the person wants to stop, as `reserve` is told. */
function limitOf({ allowancePico }: Plan, budget: Budget | null): Limit {
  if (budget?.stop && (allowancePico === null || budget.sumPico < allowancePico)) {
    return { pico: budget.sumPico, isOwnStop: true };
  }
  return allowancePico === null ? null : { pico: allowancePico, isOwnStop: false };
}

interface AllowanceBarProps {
  account: Account;
  limit: Limit;
  plan: Plan;
  period: BillingPeriod;
}

function AllowanceBar({ account: { usedPico, heldPico }, limit, plan, period }: AllowanceBarProps) {
  if (limit === null) {
    return (
      <p className="text-sm tabular-nums">
        <strong className="font-semibold">{formatUsd(usedPico)}</strong> used this period. This plan has no
        limit.
      </p>
    );
  }
  const limitPico = limit.pico;
  const used = shareOf(usedPico, limitPico);
  const held = Math.min(shareOf(heldPico, limitPico), 1 - Math.min(used, 1));
  const level = usedPico >= limitPico ? 'over' : used >= 0.8 ? 'near' : 'fine';
  return (
    <div className="space-y-2.5 text-sm tabular-nums">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p>
          <strong className="font-semibold">{formatUsd(usedPico)}</strong> used of {formatUsd(limitPico)}{' '}
          {limit.isOwnStop ? 'until your stop' : `included in the ${plan.name} plan`}
          {heldPico > 0n && (
            <span className="text-muted-foreground"> · {formatUsd(heldPico)} held for running replies</span>
          )}
        </p>
        <p
          className={cn(
            'text-muted-foreground',
            level === 'over' && 'text-destructive',
            level === 'near' && 'text-warning',
          )}
        >
          {LEVEL_WORDS[level]} Resets{' '}
          <time dateTime={period.end.toISOString()}>{formatDay(period.end, 'UTC')}, 00:00 UTC</time>
        </p>
      </div>
      <div
        role="progressbar"
        aria-label="Allowance used"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(Math.round(used * 100), 100)}
        aria-valuetext={`${formatShare(used)}: ${formatUsd(usedPico)} of ${formatUsd(limitPico)}`}
        className="flex h-2 overflow-hidden rounded-full bg-muted"
      >
        <span className={cn('h-full', LEVEL_COLOURS[level])} style={{ width: percent(Math.min(used, 1)) }} />
        <span className={cn('h-full opacity-35', LEVEL_COLOURS[level])} style={{ width: percent(held) }} />
      </div>
    </div>
  );
}

const LEVEL_WORDS = { fine: '', near: 'Nearly used up.', over: 'Used up: no new replies.' };
const LEVEL_COLOURS = { fine: 'bg-primary', near: 'bg-warning', over: 'bg-destructive' };

function shareOf(part: PicoUsd, whole: PicoUsd): number {
  if (whole <= 0n) return part >= whole ? 1 : 0;
  return Number((part * 10_000n) / whole) / 10_000;
}

function percent(share: number): string {
  return `${share * 100}%`;
}
