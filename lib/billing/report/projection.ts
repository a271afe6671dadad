import { type PicoUsd, picoUsd } from '@/lib/money';
import type { BillingPeriod } from '../period';

/** Too early in a period, one busy hour would be multiplied by hundreds. */
const EARLIEST_MS = 24 * 3_600_000;

/** What a period will have cost if it goes on as it went so far; null on its first day. */
export function projectedCost(usedPico: PicoUsd, period: BillingPeriod, now: Date): PicoUsd | null {
  const passedMs = now.getTime() - period.start.getTime();
  if (passedMs < EARLIEST_MS) return null;
  const wholeMs = period.end.getTime() - period.start.getTime();
  return picoUsd((usedPico * BigInt(wholeMs)) / BigInt(passedMs));
}
