import type { BillingPeriod } from '@/lib/billing/period';
import { formatSpan } from '@/lib/billing/format';
import type { Plan } from '@/lib/billing/plans';
import { ZoneSwitch } from './zone-switch';

interface PageHeaderProps {
  plan: Plan;
  period: BillingPeriod;
  now: Date;
  timeZone: string;
}

const DAY_MS = 24 * 3_600_000;

/** The billing period, the plan, and the zone that times are shown in. */
export function PageHeader({ plan, period, now, timeZone }: PageHeaderProps) {
  const daysLeft = Math.ceil((period.end.getTime() - now.getTime()) / DAY_MS);
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="space-y-1">
        <h1 className="font-semibold text-2xl tracking-tight">Billing</h1>
        <p className="text-muted-foreground text-sm tabular-nums">
          {formatSpan({ from: period.start, to: period.end }, 'UTC')} · {daysLeft} {daysLeft === 1 ? 'day' : 'days'}{' '}
          left · {plan.name} plan
        </p>
      </div>
      <ZoneSwitch timeZone={timeZone} />
    </header>
  );
}
