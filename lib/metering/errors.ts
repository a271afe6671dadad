import { AppError } from '../errors';
import { formatUsd, type PicoUsd } from '../money';

/** The allowance does not pay for a useful reply any more. */
export class AllowanceExceededError extends AppError {
  constructor(usedPico: PicoUsd, limitPico: PicoUsd, resetsAt: Date) {
    super(
      402,
      'allowance_exceeded',
      `Your allowance for this month is used up: ${formatUsd(usedPico)} of ${formatUsd(limitPico)}. It resets on ${resetsAt.toISOString().slice(0, 10)}.`,
      { usedUsd: formatUsd(usedPico), limitUsd: formatUsd(limitPico), resetsAt: resetsAt.toISOString() },
    );
  }
}
