import { AppError } from '../errors';
import { formatUsd, type PicoUsd } from '../money';
import type { KeyLimits } from './call';

/** The allowance does not pay for a useful reply any more. */
export class AllowanceExceededError extends AppError {
  constructor(
    readonly usedPico: PicoUsd,
    limitPico: PicoUsd,
    readonly resetsAt: Date,
  ) {
    super(
      402,
      'allowance_exceeded',
      `Your allowance for this month is used up: ${formatUsd(usedPico)} of ${formatUsd(limitPico)}. It resets on ${resetsAt.toISOString().slice(0, 10)}.`,
      { usedUsd: formatUsd(usedPico), limitUsd: formatUsd(limitPico), resetsAt: resetsAt.toISOString() },
    );
  }
}

/** The person, or the caller, did not wait for the call to leave. */
export class StoppedError extends AppError {
  constructor() {
    super(499, 'stopped', 'The call was stopped before it left. Nothing was charged.');
  }
}

/** The database was away so long that another process billed the generation as far as it was saved. */
export class GenerationLostError extends AppError {
  constructor() {
    super(
      503,
      'reply_lost',
      'We lost our database while the model answered, and the reply with it. Try again.',
    );
  }
}

/** The key's own limit does not pay for a useful reply any more. */
export class KeySpendLimitError extends AppError {
  constructor(usedPico: PicoUsd, limitPico: PicoUsd, resetsAt: Date) {
    super(
      402,
      'key_limit_exceeded',
      `The limit of this API key for this month is used up: ${formatUsd(usedPico)} of ${formatUsd(limitPico)}. It resets on ${resetsAt.toISOString().slice(0, 10)}; raise it in the settings, or use another key.`,
      { usedUsd: formatUsd(usedPico), limitUsd: formatUsd(limitPico), resetsAt: resetsAt.toISOString() },
    );
  }
}

/** How far a key is within its limits of a minute. */
export interface KeyWindow {
  requests: number;
  tokens: number;
  secondsLeft: number;
}

/** A key asks too much within a minute. */
export class KeyRateLimitError extends AppError {
  constructor(
    readonly limited: 'requests' | 'tokens',
    readonly limits: KeyLimits,
    readonly window: KeyWindow,
  ) {
    const limit = limited === 'requests' ? limits.requestsPerMinute : limits.tokensPerMinute;
    super(
      429,
      'rate_limit_exceeded',
      `This API key may use ${limit.toLocaleString('en')} ${limited} a minute, and this request would go beyond that. Try again in ${window.secondsLeft} seconds.`,
      { retryAfterSeconds: window.secondsLeft },
    );
  }
}
