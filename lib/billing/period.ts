export interface BillingPeriod {
  /** The first instant of it. */
  start: Date;
  /** The first instant after it: when the allowance resets. */
  end: Date;
}

/** The billing period that an instant falls in: a calendar month in UTC. */
export function billingPeriodOf(at: Date): BillingPeriod {
  return { start: firstOfMonth(at, 0), end: firstOfMonth(at, 1) };
}

/** The billing period before another. */
export function previousPeriod({ start }: BillingPeriod): BillingPeriod {
  return { start: firstOfMonth(start, -1), end: start };
}

function firstOfMonth(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months));
}
