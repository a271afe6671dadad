import { APICallError } from '@ai-sdk/provider';
import { isObject } from '../json';
import { askedWaitMs } from '../models/asked-wait';
import { changedCallError } from '../models/changed-call-error';
import { neverConnected } from '../models/never-connected';
import { errorIn, isRefusal, statusOf } from '../models/refusal-in-answer';

/** Whether a call that failed cost nothing: it never reached upstream, or upstream refused it. */
export function wasNeverServed(error: unknown): boolean {
  if (isOfStream(error)) return isRefusal(error.data);
  // A redirect, which is not followed, serves nothing either. Of an answer that breaks off the status is 200.
  if (APICallError.isInstance(error) && error.statusCode !== undefined) return error.statusCode >= 300;
  return foundNoConnection(error);
}

/**
 * Whether a stream began with this error. If it came at once, OpenAI's client makes of it what it makes of an answer with a
 * status of its own, though that was 200. Of the body of such an answer it keeps nothing but `error`.
 */
function isOfStream(error: unknown): error is APICallError {
  if (!APICallError.isInstance(error) || !isObject(error.data)) return false;
  const isStream = error.responseHeaders?.['content-type']?.startsWith('text/event-stream') ?? false;
  return isStream && Object.keys(error.data).some((key) => key !== 'error');
}

/**
 * What an error that came in a stream would have been as an answer with a status of its own; but a 403 is a 400. Our key was
 * taken, or no stream had begun: what is forbidden is what was said.
 */
export function refusalOf(said: unknown): APICallError {
  const statusCode = statusOf(said);
  return new APICallError({
    message: 'The model’s server refused the call in its answer.',
    url: '',
    requestBodyValues: {},
    statusCode: statusCode === 403 ? 400 : statusCode,
    responseBody: JSON.stringify({ error: errorIn(said) }),
    // The reply is on its way to its reader, who can't be told that it begins anew.
    isRetryable: false,
  });
}

/** As `upstreamFetch` marks it, at the bottom of what the clients make of it. */
function foundNoConnection(error: unknown): boolean {
  return error instanceof Error && (neverConnected(error) || foundNoConnection(error.cause));
}

/** As long as the SDK waits before its first try again where upstream doesn't say how long. */
const LONGEST_SILENT_WAIT_MS = 2_000;

/**
 * The error, not to be tried again if upstream asks for a longer wait. The SDK would wait for up to a minute,
 * or try again too early where it is asked for more; and before a reply's first call is billed, no call is on record
 * meanwhile that can be stopped or come back to.
 */
export function withoutLongWait(error: unknown): unknown {
  if (!APICallError.isInstance(error) || !error.isRetryable) return error;
  const isLong = askedWaitMs(error.responseHeaders) > LONGEST_SILENT_WAIT_MS;
  return isLong ? changedCallError(error, { isRetryable: false }) : error;
}
