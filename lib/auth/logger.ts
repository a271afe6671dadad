import { AuthError, type NextAuthConfig } from 'next-auth';
import { log } from '../log';
import { Refusal } from './refusal';

/** What comes of a request that is none of ours. */
const OF_REQUESTS = ['InvalidCallbackUrl', 'InvalidProvider', 'MissingCSRF', 'SignOutError', 'UnknownAction'];

/**
 * Auth.js' log lines in ours. What anybody can bring about is no error here: neither a refusal, which they read, nor a
 * request that is none.
 *
 * @param request as in `authConfig`
 */
export function loggerFor(request: Request | undefined): NextAuthConfig['logger'] {
  return {
    error(error) {
      const code = codeOfRefusal(error, request);
      // Somebody was too slow; or nobody can sign in, as where the way back leads to another host than the way out.
      if (error instanceof AuthError && error.type === 'InvalidCheck')
        log.warn({ code: error.type }, 'a sign-in was refused');
      else if (code !== undefined) log.info({ code }, 'a sign-in was refused');
      else log.error({ err: rootOf(error) }, 'a sign-in failed');
    },
    warn: (code) => log.warn({ code }, 'a warning of Auth.js'),
    debug: (message) => log.debug(message),
  };
}

/** Undefined for a fault: of ours, or at GitHub or Google. */
function codeOfRefusal(error: Error, request: Request | undefined): string | undefined {
  if (error instanceof Refusal) return error.code;
  if (!(error instanceof AuthError)) return isOfBadRequest(error) ? 'bad_request' : undefined;
  if (OF_REQUESTS.includes(error.type)) return error.type;
  return error.type === 'OAuthCallbackError' && isCancelled(request) ? 'access_denied' : undefined;
}

/** Whether the person pressed “Cancel” at GitHub or Google. Auth.js' error doesn't say what they led back with. */
function isCancelled(request: Request | undefined): boolean {
  return request !== undefined && new URL(request.url).searchParams.get('error') === 'access_denied';
}

/** For some requests Auth.js has no error of its own: a body that is no JSON, no address to lead on to, no such provider. */
function isOfBadRequest(error: Error): boolean {
  const isNoAddress = 'code' in error && error.code === 'ERR_INVALID_URL';
  return error.name === 'SyntaxError' || isNoAddress || error.message.startsWith('Provider with id ');
}

/** What is behind an error of Auth.js, which keeps the one that it wraps in `cause.err`. */
export function rootOf(error: Error): unknown {
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : error;
}
