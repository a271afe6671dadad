import { DrizzleQueryError } from 'drizzle-orm';
import { errorCode } from './error-code';
import { DatabaseLockedError } from './folder-lock';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
/** Of the driver and the system: there is no connection, or its name means nothing for now. */
const NO_CONNECTION = /^(ECONN|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|CONNECT|CONNECTION_)/;
/** Of Postgres: class 08, 57P (shutting down or starting), too many clients, and a node that has become a read-only one. */
const NOT_NOW = /^(08|57P|53300|25006)/;
/** Of Postgres: no disk or memory (53), a deadlock or a conflict (40), a wait for a lock or a statement that took too long. */
const PASSING = /^(53|40|55P03|57014)/;

/** It has not answered in time: its connection has gone silent, or it is busy, or waits for a lock. */
export class DatabaseSilentError extends Error {
  constructor() {
    super('The database did not answer in time.');
    this.name = 'DatabaseSilentError';
  }
}

/** Whether a row with that key was there already. */
export function isUniqueViolation(error: unknown): boolean {
  return errorCode(error) === UNIQUE_VIOLATION;
}

/** Whether the row that this one belongs to is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return errorCode(error) === FOREIGN_KEY_VIOLATION;
}

/** Whether it is the database that failed. Other parts of the app have connections of their own to lose. */
export function isDatabaseError(error: unknown): error is Error {
  return (
    error instanceof DatabaseLockedError ||
    error instanceof DatabaseSilentError ||
    error instanceof DrizzleQueryError
  );
}

/** Whether the database could not be asked at all. */
export function isDatabaseUnreachable(error: unknown): boolean {
  return error instanceof DatabaseLockedError || (isDatabaseError(error) && isAway(errorCode(error)));
}

/** Whether the database can't do it now, but later: it can't be reached, or refused for a reason that passes. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return (
    isDatabaseUnreachable(error) ||
    error instanceof DatabaseSilentError ||
    (isDatabaseError(error) && PASSING.test(errorCode(error)))
  );
}

function isAway(code: string): boolean {
  return NO_CONNECTION.test(code) || NOT_NOW.test(code);
}
