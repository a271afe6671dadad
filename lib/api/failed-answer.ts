import { isObject, textAt } from '../json';
import type { Tally } from '../metering/tally';
import type { ApiError } from './errors';
import { errorIn, OurAccountError, upstreamRefusal } from './upstream-refusal';

/** By how its code or its type begins: the status that a refusal would have had. */
const REFUSALS = [
  [/^(?:invalid_api_key|authentication)/, 401],
  [/^(?:insufficient_quota|rate_limit)/, 429],
  [/^(?:invalid|context_length)/, 400],
] as const;
/** Of an error that is no refusal. */
const FAILED = 502;

/** What is to be made of an answer that upstream began with the status 200, and in which it says what went wrong. */
export interface FailedAnswer {
  /** For the caller; the log has it. */
  error: ApiError;
  /** Whether upstream refused the call, and nothing is charged: so far, nothing else has come. */
  isRefused(): boolean;
}

/**
 * Judges an error in an answer of status 200 as if it had a status of its own. OpenAI's streams, and OpenRouter in streams and
 * in JSON, tell so of what they find out after they have accepted a request:
 * https://openrouter.ai/docs/api/reference/errors-and-debugging
 */
export function failedAnswer(tally: Tally): FailedAnswer {
  const said = tally.error;
  const status = statusOf(said);
  const error = upstreamRefusal(status, new Headers(), said);
  const isRefusal = status < 500 || error instanceof OurAccountError;
  return {
    error,
    isRefused: () => isRefusal && tally.firstOutputAtMs === null && tally.reportedUsage === undefined,
  };
}

function statusOf(said: unknown): number {
  const inner = errorIn(said);
  const error = isObject(inner) ? inner : {};
  // OpenRouter's and vLLM's codes are statuses.
  const code = Number(error.code);
  if (Number.isInteger(code) && code >= 400 && code <= 599) return code;
  const words = [textAt(error, 'code') ?? '', textAt(error, 'type') ?? ''];
  return REFUSALS.find(([start]) => words.some((word) => start.test(word)))?.[1] ?? FAILED;
}
