import type { Tally } from '../metering/tally';
import { isRefusal, statusOf } from '../models/refusal-in-answer';
import type { ApiError } from './errors';
import { OurAccountError, upstreamRefusal } from './upstream-refusal';

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
  const error = upstreamRefusal(statusOf(said), new Headers(), said);
  const isFree = isRefusal(said) || error instanceof OurAccountError;
  return {
    error,
    isRefused: () => isFree && tally.firstOutputAtMs === null && tally.reportedUsage === undefined,
  };
}
