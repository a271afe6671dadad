import type { UserId } from '@/lib/ids';
import { AllowanceExceededError, dayOf, type Shortfall } from '@/lib/metering/errors';
import { formatUsd, type PicoUsd } from '@/lib/money';
import { planOf } from '../plans';
import type { OwnBudget } from './budget';

/** The person’s own stop leaves no room for a useful reply. */
export class BudgetStopError extends AllowanceExceededError {
  constructor(shortfall: Shortfall) {
    super(shortfall, stopMessage(shortfall));
  }
}

function stopMessage({ reason, usedPico, limitPico, resetsAt }: Shortfall): string {
  const [stop, used] = [`You chose to stop at ${formatUsd(limitPico)} a month`, formatUsd(usedPico)];
  const wayOut = `Raise your budget on the billing page, or wait until it begins anew on ${dayOf(resetsAt)}.`;
  switch (reason) {
    case 'used up':
      return `${stop}, and ${used} is used. ${wayOut}`;
    case 'too dear':
      return `${stop}, and what is left does not pay for this: ${used} is used. ${wayOut}`;
    case 'held':
      return `${stop}, and replies under way hold what is left: ${used} is used. Try again when they have ended.`;
  }
}

interface Person {
  id: UserId;
  kind: 'guest' | 'member';
}

/** Puts a BudgetStopError in place of an AllowanceExceededError that is due to the person's own stop. */
export type Explain = <E>(error: E) => E | BudgetStopError;

/**
 * Runs a call with what the person may use in the billing period: what the plan allows, or where they want to stop,
 * whichever is less. `reserve` holds calls to it.
 *
 * @param onUsedUp is called when a call is refused because next to nothing is left of their own stop, also when the plan
 *   allows just as much: then it is the plan's error that is thrown
 * @param call also gets what to explain those errors by that it doesn't throw
 * @param budget null: they have none
 * @throws BudgetStopError in place of an AllowanceExceededError that is due to their own stop
 */
export async function withSpendLimit<T>(
  person: Person,
  budget: OwnBudget | null,
  onUsedUp: () => void,
  call: (allowancePico: PicoUsd | null, explain: Explain) => Promise<T>,
): Promise<T> {
  const { limitPico, isOwnStop } = spendLimitOf(person, budget);
  const isStop = budget?.stop === true && budget.sumPico === limitPico;
  if (!isStop) return call(limitPico, (error) => error);

  const explain: Explain = (error) => {
    if (!(error instanceof AllowanceExceededError) || error instanceof BudgetStopError) return error;
    if (error.shortfall.reason === 'used up') onUsedUp();
    return isOwnStop ? new BudgetStopError(error.shortfall) : error;
  };
  try {
    return await call(limitPico, explain);
  } catch (error) {
    throw explain(error);
  }
}

/** What a person may use in the billing period; null: no limit. */
export function spendLimitOf(
  person: Person,
  budget: OwnBudget | null,
): { limitPico: PicoUsd | null; isOwnStop: boolean } {
  const planPico = planOf(person).allowancePico;
  const isOwnStop = budget?.stop === true && (planPico === null || budget.sumPico < planPico);
  return { limitPico: isOwnStop ? budget.sumPico : planPico, isOwnStop };
}
