import { APICallError } from '@ai-sdk/provider';
import { askedWaitMs } from '../models/asked-wait';
import { changedCallError } from '../models/changed-call-error';

/** Of Node and of its fetch, where no connection came about. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Whether it speaks TLS, and its certificate, are looked at before anything is sent. */
const OF_HANDSHAKE =
  /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_|ERR_SSL_WRONG_VERSION_NUMBER$)/;
/** What Node was about when it failed, where nothing was sent yet. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

/** Whether a call that failed cost nothing: it never reached upstream, or upstream refused it. */
export function wasNeverServed(error: unknown): boolean {
  // A redirect, which is not followed, serves nothing either. Of an answer that breaks off the status is 200.
  if (APICallError.isInstance(error) && error.statusCode !== undefined) return error.statusCode >= 300;
  return neverConnected(error);
}

/**
 * The code is on the innermost cause, or on each of several when the host has several addresses; the error for all of
 * these has a code too, that of the first.
 */
function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected);
  if ('syscall' in error && BEFORE_SENDING.has(String(error.syscall))) return true;
  if ('code' in error && typeof error.code === 'string') {
    return NEVER_CONNECTED.has(error.code) || OF_HANDSHAKE.test(error.code);
  }
  return neverConnected(error.cause);
}

/** As long as the SDK waits before its first try again where upstream doesn't say how long. */
const LONGEST_SILENT_WAIT_MS = 2_000;

/**
 * The error, not to be tried again if upstream is busy and asks for a longer wait. The SDK would wait for up to a minute,
 * or try again too early where it is asked for more; and before a reply's first call is billed, no call is on record
 * meanwhile that can be stopped or come back to.
 */
export function withoutLongWait(error: unknown): unknown {
  if (!APICallError.isInstance(error) || error.statusCode !== 429 || !error.isRetryable) return error;
  const isLong = askedWaitMs(error.responseHeaders) > LONGEST_SILENT_WAIT_MS;
  return isLong ? changedCallError(error, { isRetryable: false }) : error;
}
