import type { PicoUsd } from '../money';
import type { Budget } from './budgets/budget';

/** How much of what may be used is used. */
export type LimitLevel = 'fine' | 'near' | 'over';

/**
 * Whether all of a budget is used. Of one that stops, also when its last alert says so: it refuses what it can't pay for
 * any more, and leaves next to nothing unused.
 */
export function isReached({ sumPico, stop, reached }: Budget, usedPico: PicoUsd): boolean {
  return usedPico >= sumPico || (stop && reached.includes(100));
}

/** Of an amount, the share of another that it is: 1 is all of it, or more where it is more. */
export function shareOf(part: PicoUsd, whole: PicoUsd): number {
  if (whole <= 0n) return part >= whole ? 1 : 0;
  return Number((part * 10_000n) / whole) / 10_000;
}

/** How much of a limit is used, as every bar shows it: whole percents, cut as alerts are due, and in words. */
export function usedShare(usedPico: PicoUsd, limitPico: PicoUsd): { percent: number; text: string } {
  const percent = limitPico > 0n ? Number((usedPico * 100n) / limitPico) : 100;
  return { percent, text: percent === 0 && usedPico > 0n ? '<1 %' : `${percent} %` };
}

/** `isOver`: calls are refused, though something may be left. */
export function limitLevel(usedPico: PicoUsd, limitPico: PicoUsd, isOver: boolean): LimitLevel {
  if (isOver || usedPico >= limitPico) return 'over';
  return shareOf(usedPico, limitPico) >= 0.8 ? 'near' : 'fine';
}
