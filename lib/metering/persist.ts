import { untilWritten } from '../db/until-written';
import type { GenerationId } from '../ids';
import { log } from '../log';

/** What the database refuses so often is a fault of ours, and left to the recovery. One that is away is waited for. */
const MOST_REFUSALS = 12;

/**
 * Writes the end of a generation until the database has it.
 *
 * @throws what the database said when it has refused too often
 */
export function persist<T>(
  generationId: GenerationId,
  write: () => Promise<T>,
  sleep?: (ms: number) => Promise<unknown>,
): Promise<T> {
  return untilWritten(write, {
    mostRefusals: MOST_REFUSALS,
    tell: (failure) => log.error({ ...failure, generationId }, 'a generation could not be ended yet'),
    sleep,
  });
}
