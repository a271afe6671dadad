import type { NextAuthConfig } from 'next-auth';
import { log } from '../log';
import { Refusal } from './refusal';

/** Auth.js' log lines in ours. A refusal is the person's to read, so it is no error here. */
export const logger: NextAuthConfig['logger'] = {
  error(error) {
    if (error instanceof Refusal) log.info({ code: error.code }, 'a sign-in was refused');
    else log.error({ err: rootOf(error) }, 'a sign-in failed');
  },
  warn: (code) => log.warn({ code }, 'a warning of Auth.js'),
  debug: (message) => log.debug(message),
};

/** Auth.js keeps the error that it wraps in `cause.err`. */
function rootOf(error: Error): unknown {
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : error;
}
