import { DatabaseSilentError } from './errors';

/** An answer that takes longer may never come, as on a connection that has gone silent: what is asked next goes by another one. */
export const LONG_SILENCE_MS = 10_000;

/**
 * What the database answers, if it does so in time. Work that takes longer goes on, and what comes of it is nobody's any more.
 *
 * @throws DatabaseSilentError where it takes longer, and what the work throws
 */
export function inTime<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseSilentError()), limitMs);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
