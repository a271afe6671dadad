import { inspect } from 'node:util';
import { DrizzleQueryError } from 'drizzle-orm';
import { loggedError } from '../log-error';

/**
 * Has a statement that failed printed as the log shows it, without the values that people wrote. Next.js prints what a page or
 * an action throws by `console.error`, which shows all that is in an error.
 */
export function hideValues(): void {
  Object.defineProperty(DrizzleQueryError.prototype, inspect.custom, { value: printed, configurable: true });
}

function printed(this: DrizzleQueryError): string {
  const { message, code, query, stack } = loggedError(this);
  return `${message}${code ? ` (${code})` : ''}\n${query}\n${stack}`;
}
