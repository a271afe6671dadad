import type { Account } from '@/lib/billing/account';
import type { Budget } from '@/lib/billing/budgets/budget';
import { formatSpan } from '@/lib/billing/format';
import { isReached } from '@/lib/billing/limit-level';
import type { BillingPeriod } from '@/lib/billing/period';
import type { Plan } from '@/lib/billing/plans';
import type { Reading } from '@/lib/billing/reading';
import { cn } from '@/lib/utils';

const DAY_MS = 24 * 3_600_000;

interface PeriodLineProps {
  plan: Reading<Plan>;
  period: BillingPeriod;
  budget: Reading<Budget | null>;
  account: Reading<Account>;
  now: Date;
}

/** The billing period, how much of it is left, the plan, and what is reached of the person's budget. */
export function PeriodLine({ plan, period, budget, account, now }: PeriodLineProps) {
  const daysLeft = Math.ceil((period.end.getTime() - now.getTime()) / DAY_MS);
  const reached = budget.ok && account.ok ? reachedPercent(budget.value, account.value) : undefined;
  return (
    <p className="text-sm tabular-nums">
      <strong className="font-semibold">
        {formatSpan({ from: period.start, to: period.end }, 'UTC', now)}
      </strong>
      <span className="text-muted-foreground">
        {' '}
        · {daysLeft} {daysLeft === 1 ? 'day' : 'days'} left ·{' '}
        {plan.ok ? `${plan.value.name} plan` : 'Your plan can’t be read right now'} ·{' '}
        <a
          href="#budget"
          className={cn(
            'underline underline-offset-4 hover:text-foreground',
            reached && (reached === 100 ? 'text-destructive' : 'text-warning'),
          )}
        >
          {reached ? `${reached} % of your budget reached` : 'Budget'}
        </a>
      </span>
    </p>
  );
}

function reachedPercent(budget: Budget | null, { usedPico }: Account): number | undefined {
  if (budget === null) return undefined;
  return isReached(budget, usedPico) ? 100 : budget.reached.findLast((percent) => percent < 100);
}
