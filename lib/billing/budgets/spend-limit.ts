import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { AllowanceExceededError } from '@/lib/metering/errors';
import { formatUsd, type PicoUsd } from '@/lib/money';
import { planOf } from '../plans';
import type { OwnBudget } from './budget';
import { noticeBudget } from './notice';

/** The person’s own stop does not pay for a useful reply any more. */
export class BudgetStopError extends AllowanceExceededError {
  constructor(refusal: AllowanceExceededError, stopPico: PicoUsd) {
    super(refusal.usedPico, stopPico, refusal.resetsAt);
    this.message = `You chose to stop at ${formatUsd(stopPico)} a month, and ${formatUsd(refusal.usedPico)} is used. Raise your budget on the billing page, or wait until it begins anew on ${refusal.resetsAt.toISOString().slice(0, 10)}.`;
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
 * @param call also gets what to explain those errors by that it doesn't throw
 * @param budget null: they have none
 * @throws BudgetStopError in place of an AllowanceExceededError that is due to their own stop
 */
export async function withSpendLimit<T>(
  db: Database,
  person: Person,
  budget: OwnBudget | null,
  call: (allowancePico: PicoUsd | null, explain: Explain) => Promise<T>,
): Promise<T> {
  const { limitPico, isOwnStop } = spendLimitOf(person, budget);
  if (limitPico === null || !isOwnStop) return call(limitPico, (error) => error);

  const explain: Explain = (error) => {
    if (!(error instanceof AllowanceExceededError) || error instanceof BudgetStopError) return error;
    noticeBudget(db, person.id, { stopped: true }).catch((err) =>
      log.error({ err }, 'a budget’s alert was not noticed; the next reply does'),
    );
    return new BudgetStopError(error, limitPico);
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
