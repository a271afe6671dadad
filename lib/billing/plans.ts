import { env } from '../env';
import type { UserId } from '../ids';
import type { PicoUsd } from '../money';
import type { PersonKind } from '../vocabulary';

export interface Plan {
  name: string;
  /** What may be used in one billing period; null: no limit. */
  allowancePico: PicoUsd | null;
}

/**
 * The plan of a person. To sell plans, look the person's subscription up here: `reserve` enforces whatever allowance
 * this returns, and the billing page shows it. It is asked before each call of a model, which fails with what it throws;
 * the billing page then says that the plan can't be read.
 */
export async function planOf({ kind }: { id: UserId; kind: PersonKind }): Promise<Plan> {
  switch (kind) {
    case 'guest':
      return { name: 'Guest', allowancePico: env.GUEST_ALLOWANCE_USD };
    case 'member':
      return { name: 'Free', allowancePico: env.FREE_ALLOWANCE_USD };
  }
}
