import type { PicoUsd } from '@/lib/money';
import type { Budget } from './budgets/budget';

/** How much of what may be used is used. */
export type LimitLevel = 'fine' | 'near' | 'over';

/**
 * Whether all of a budget is used. Also when its last alert says so: a stop refuses what it can't pay for any more, and
 * leaves a little unused.
 */
export function isReached({ sumPico, reached }: Budget, usedPico: PicoUsd): boolean {
  return usedPico >= sumPico || reached.includes(100);
}

/** Of an amount, the share of another that it is: 1 is all of it, or more where it is more. */
export function shareOf(part: PicoUsd, whole: PicoUsd): number {
  if (whole <= 0n) return part >= whole ? 1 : 0;
  return Number((part * 10_000n) / whole) / 10_000;
}

/** `isOver`: calls are refused, though something may be left. */
export function limitLevel(usedPico: PicoUsd, limitPico: PicoUsd, isOver: boolean): LimitLevel {
  if (isOver || usedPico >= limitPico) return 'over';
  return shareOf(usedPico, limitPico) >= 0.8 ? 'near' : 'fine';
}
