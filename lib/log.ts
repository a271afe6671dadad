import pino from 'pino';
import { env } from './env';
import { loggedError } from './log-error';

/** The log: one JSON object a line. Never a secret, never the text of a message. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: loggedError },
});
