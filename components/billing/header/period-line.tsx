import { formatSpan } from '@/lib/billing/format';
import type { BillingPeriod } from '@/lib/billing/period';
import type { Plan } from '@/lib/billing/plans';

const DAY_MS = 24 * 3_600_000;

/** The billing period, how much of it is left, and the plan. */
export function PeriodLine({ plan, period, now }: { plan: Plan; period: BillingPeriod; now: Date }) {
  const daysLeft = Math.ceil((period.end.getTime() - now.getTime()) / DAY_MS);
  return (
    <p className="text-sm tabular-nums">
      <strong className="font-semibold">{formatSpan({ from: period.start, to: period.end }, 'UTC')}</strong>
      <span className="text-muted-foreground">
        {' '}
        · {daysLeft} {daysLeft === 1 ? 'day' : 'days'} left · {plan.name} plan ·{' '}
        <a href="#budget" className="underline underline-offset-4 hover:text-foreground">
          Budget
        </a>
      </span>
    </p>
  );
}
