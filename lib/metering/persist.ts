import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseUnreachable } from '../db/errors';
import type { GenerationId } from '../ids';
import { log } from '../log';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** What the database refuses so often is a fault of ours, and left to the recovery. One that is away is waited for. */
const MOST_REFUSALS = 12;

/**
 * Writes the end of a generation until the database has it: for as long as it can't be reached, and again when it was
 * and refused.
 *
 * @throws what the database said when it has refused too often
 */
export async function persist<T>(
  generationId: GenerationId,
  write: () => Promise<T>,
  sleep: (ms: number) => Promise<unknown> = wait,
): Promise<T> {
  let refusals = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (err) {
      if (!isDatabaseUnreachable(err) && ++refusals > MOST_REFUSALS) throw err;
      const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
      log.error({ err, generationId, retryInMs }, 'a generation could not be ended yet');
      await sleep(retryInMs);
    }
  }
}
