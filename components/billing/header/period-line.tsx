import type { Budget } from '@/lib/billing/budgets/budget';
import { formatSpan } from '@/lib/billing/format';
import type { BillingPeriod } from '@/lib/billing/period';
import type { Plan } from '@/lib/billing/plans';
import type { Reading } from '@/lib/billing/reading';
import { cn } from '@/lib/utils';

const DAY_MS = 24 * 3_600_000;

interface PeriodLineProps {
  plan: Plan;
  period: BillingPeriod;
  budget: Reading<Budget | null>;
  now: Date;
}

/** The billing period, how much of it is left, the plan, and what is reached of the person's budget. */
export function PeriodLine({ plan, period, budget, now }: PeriodLineProps) {
  const daysLeft = Math.ceil((period.end.getTime() - now.getTime()) / DAY_MS);
  const reached = budget.ok ? budget.value?.reached.at(-1)?.percent : undefined;
  return (
    <p className="text-sm tabular-nums">
      <strong className="font-semibold">{formatSpan({ from: period.start, to: period.end }, 'UTC')}</strong>
      <span className="text-muted-foreground">
        {' '}
        · {daysLeft} {daysLeft === 1 ? 'day' : 'days'} left · {plan.name} plan ·{' '}
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
