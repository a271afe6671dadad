import { APICallError } from '@ai-sdk/provider';

/** Of Node and of its fetch, where no connection came about. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a call that failed cost nothing: it never reached upstream, or upstream refused it. */
export function wasNeverServed(error: unknown): boolean {
  // A redirect, which is not followed, serves nothing either. Of an answer that breaks off the status is 200.
  if (APICallError.isInstance(error) && error.statusCode !== undefined) return error.statusCode >= 300;
  return neverConnected(error);
}

/** The code is on the innermost cause, or on each of several when the host has several addresses. */
function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return NEVER_CONNECTED.has(error.code);
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected);
  return neverConnected(error.cause);
}
