import { AppError, inWords } from '../errors';
import { formatCount } from '../format';
import { formatUsd, formatUsed } from '../money';
import { utcDay } from '../utc-day';
import type { KeyRate, Shortfall } from './call';

/** The allowance has no room for a useful reply. */
export class AllowanceExceededError extends AppError {
  constructor(
    readonly shortfall: Shortfall,
    message = allowanceMessage(shortfall),
  ) {
    const code = shortfall.reason === 'held by others' ? 'allowance_held' : 'allowance_exceeded';
    super(402, code, message, detailsOf(shortfall));
  }
}

function allowanceMessage({ reason, usedPico, limitPico, resetsAt }: Shortfall): string {
  const used = `${formatUsed(usedPico, limitPico)} of ${formatUsd(limitPico)}`;
  switch (reason) {
    case 'used up':
      return `Your allowance for this month is used up: ${used}. It resets on ${utcDay(resetsAt)}.`;
    case 'too dear':
      return `What is left of your allowance for this month does not pay for this: ${used} is used. Shorten it, choose a cheaper model, or wait until it resets on ${utcDay(resetsAt)}.`;
    case 'held by others':
      return `Replies under way hold what is left of your allowance for this month: ${used} is used. Try again when they have ended.`;
  }
}

function detailsOf({ usedPico, limitPico, resetsAt }: Shortfall) {
  return {
    usedUsd: formatUsed(usedPico, limitPico),
    limitUsd: formatUsd(limitPico),
    resetsAt: resetsAt.toISOString(),
  };
}

/** The person, or the caller, did not wait for the call to leave. */
export class StoppedError extends AppError {
  constructor() {
    super(499, 'stopped', 'The call was stopped before it left. Nothing was charged.');
  }
}

/** Blocked before it left, for so long that another process released its hold: nothing has left, and nothing may. */
export class ReservationLostError extends AppError {
  constructor() {
    super(503, 'began_too_late', 'This took too long to begin. Nothing was charged. Try again.');
  }
}

/** Cut off from the database, or blocked, for so long that another process billed the generation as far as it was saved. */
export class GenerationLostError extends AppError {
  constructor() {
    super(
      503,
      'reply_lost',
      'We lost track of this reply while the model answered. You pay for the prompt and what was saved by then. Try again.',
    );
  }
}

/** The key's own limit has no room for a useful reply. */
export class KeySpendLimitError extends AppError {
  constructor(readonly shortfall: Shortfall) {
    const code = shortfall.reason === 'held by others' ? 'key_limit_held' : 'key_limit_exceeded';
    super(402, code, keyMessage(shortfall), detailsOf(shortfall));
  }
}

function keyMessage({ reason, usedPico, limitPico, resetsAt }: Shortfall): string {
  const used = `${formatUsed(usedPico, limitPico)} of ${formatUsd(limitPico)}`;
  const wayOut = 'use another key, or make one with a higher limit at /settings/api-keys';
  switch (reason) {
    case 'used up':
      return `The limit of this API key for this month is used up: ${used}. It resets on ${utcDay(resetsAt)}; ${wayOut}.`;
    case 'too dear':
      return `What is left of this API key's limit for this month does not pay for this call: ${used} is used. It resets on ${utcDay(resetsAt)}; ${wayOut}.`;
    case 'held by others':
      return `Calls under way hold what is left of this API key's limit for this month: ${used} is used. Try again when they have ended.`;
  }
}

/** Whether a call was refused because others under way hold what is left. One of them may be of a process that died. */
export function isForHolds(error: unknown): boolean {
  const isForMoney = error instanceof AllowanceExceededError || error instanceof KeySpendLimitError;
  return isForMoney && error.shortfall.reason === 'held by others';
}

/** A key asks too much within a minute. */
export class KeyRateLimitError extends AppError {
  constructor(
    readonly limited: 'requests' | 'tokens',
    readonly keyRate: KeyRate,
  ) {
    const { limits, window } = keyRate;
    const limit = limited === 'requests' ? limits.requestsPerMinute : limits.tokensPerMinute;
    super(
      429,
      'rate_limit_exceeded',
      `This API key may use ${formatCount(limit)} ${limited} a minute, and this request would go beyond that. Try again in ${inWords(window.secondsLeft)}.`,
      { retryAfterSeconds: window.secondsLeft },
    );
  }
}

/** A prompt alone has more tokens than its key may use within a minute: no waiting helps. */
export class PromptBeyondRateLimitError extends AppError {
  /** @param prompt its tokens, and whether some of them are a guess: at images and the like, or at another vendor’s tokens */
  constructor(
    { promptTokens, isEstimate }: { promptTokens: number; isEstimate: boolean },
    readonly keyRate: KeyRate,
  ) {
    const has = formatCount(promptTokens);
    const may = formatCount(keyRate.limits.tokensPerMinute);
    super(
      429,
      'rate_limit_exceeded',
      isEstimate
        ? `This prompt has about ${has} tokens, by an estimate that is on the high side, and this API key may use ${may} a minute. Shorten it. An image at an address counts as the largest there is; sent as data, by its size.`
        : `This prompt has ${has} tokens, and this API key may use ${may} a minute. Shorten it.`,
    );
  }
}
