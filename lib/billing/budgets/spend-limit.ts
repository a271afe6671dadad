import type { Shortfall, SpendLimit } from '@/lib/metering/call';
import { AllowanceExceededError } from '@/lib/metering/errors';
import { formatUsd, formatUsed, type PicoUsd } from '@/lib/money';
import { utcDay } from '@/lib/utc-day';
import type { Plan } from '../plans';
import type { OwnBudget } from './budget';

/** The person’s own stop leaves no room for a useful reply. */
export class BudgetStopError extends AllowanceExceededError {
  constructor(shortfall: Shortfall) {
    super(shortfall, stopMessage(shortfall));
  }

  // The code is the allowance's, which the chat knows.
  override get logCode(): string {
    return this.shortfall.reason === 'held by others' ? 'budget_stop_held' : 'budget_stop';
  }
}

function stopMessage({ reason, usedPico, limitPico, resetsAt }: Shortfall): string {
  const stop = `You chose to stop at ${formatUsd(limitPico)} a month`;
  const used = formatUsed(usedPico, limitPico);
  const wayOut = `Raise your budget on the billing page, or wait until it begins anew on ${utcDay(resetsAt)}.`;
  switch (reason) {
    case 'used up':
      return `${stop}, and ${used} is used. ${wayOut}`;
    case 'too dear':
      return `${stop}, and what is left does not pay for this: ${used} is used. ${wayOut}`;
    case 'held by others':
      return `${stop}, and replies under way hold what is left: ${used} is used. Try again when they have ended.`;
  }
}

/**
 * What `reserve` holds calls to: what the plan allows, or where the person wants to stop, whichever is less. What is due
 * to their own stop is refused with a BudgetStopError.
 *
 * @param budget null: they have none
 * @param onUsedUp is called when a call is refused because next to nothing is left of their own stop, also when the plan
 *   allows just as much: then it is the plan's error that it is refused with
 */
export function callLimitOf(plan: Plan, budget: OwnBudget | null, onUsedUp: () => void): SpendLimit {
  const { limitPico, isOwnStop } = spendLimitOf(plan, budget);
  const isStop = budget?.stop === true && budget.sumPico === limitPico;
  return {
    limitPico,
    refusal(shortfall) {
      if (isStop && shortfall.reason === 'used up') onUsedUp();
      return isOwnStop ? new BudgetStopError(shortfall) : new AllowanceExceededError(shortfall);
    },
  };
}

/** What a person of a plan may use in the billing period; null: no limit. */
export function spendLimitOf(
  plan: Plan,
  budget: OwnBudget | null,
): { limitPico: PicoUsd | null; isOwnStop: boolean } {
  const planPico = plan.allowancePico;
  const isOwnStop = budget?.stop === true && (planPico === null || budget.sumPico < planPico);
  return { limitPico: isOwnStop ? budget.sumPico : planPico, isOwnStop };
}
