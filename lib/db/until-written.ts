import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSilentError, isDatabaseUnavailable } from './errors';
import { inTime, LONG_SILENCE_MS } from './in-time';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** What the database refuses so often, some minute long, is a fault of ours. One that is away, or has no room, is waited for. */
export const MOST_REFUSALS = 12;

/** Why a statement is not written yet, and when it is tried again. */
export interface WriteFailure {
  err: unknown;
  retryInMs: number;
}

export interface WriteOptions {
  /** How often it is tried again when the database was reached, and refused. */
  mostRefusals?: number;
  /** Is told of each failure that is not the last. */
  tell?: (failure: WriteFailure) => void;
  /** Whether a second try is made beside one that is silent for ten seconds; `write` must bear both. */
  triesBesideSilent?: boolean;
  sleep?: (ms: number) => Promise<unknown>;
}

/**
 * Writes something until the database has it, for as long as that can't be reached, or can't do it for now. Of a
 * statement whose answer was lost it can't be known whether it was carried out, so it must bear a repeat.
 *
 * @throws what the database said when it has refused too often
 */
export async function untilWritten<T>(
  write: () => Promise<T>,
  { mostRefusals = 0, tell = () => {}, triesBesideSilent = false, sleep = wait }: WriteOptions = {},
): Promise<T> {
  let refusals = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await (triesBesideSilent ? writeBesideSilent(write, tell) : write());
    } catch (err) {
      if (!isDatabaseUnavailable(err) && ++refusals > mostRefusals) throw err;
      const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
      tell({ err, retryInMs });
      await sleep(retryInMs);
    }
  }
}

/** Not a third time: where it is a lock that both wait for, each keeps one of the pool's connections from the others. */
async function writeBesideSilent<T>(
  write: () => Promise<T>,
  tell: (failure: WriteFailure) => void,
): Promise<T> {
  const first = write();
  try {
    return await inTime(LONG_SILENCE_MS, first);
  } catch (err) {
    if (!(err instanceof DatabaseSilentError)) throw err;
    tell({ err, retryInMs: 0 });
    return Promise.race([first, write()]);
  }
}
