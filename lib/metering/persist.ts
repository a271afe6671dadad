import { MOST_REFUSALS, untilWritten } from '../db/until-written';
import type { GenerationId } from '../ids';
import { log } from '../log';

/**
 * Writes the end of a generation until the database has it.
 *
 * @throws what the database said when it has refused too often: then it is left to the recovery
 */
export function persist<T>(
  generationId: GenerationId,
  write: () => Promise<T>,
  sleep?: (ms: number) => Promise<unknown>,
): Promise<T> {
  return untilWritten(write, {
    mostRefusals: MOST_REFUSALS,
    triesBesideSilent: true,
    tell: (failure) => log.error({ ...failure, generationId }, 'a generation could not be ended yet'),
    sleep,
  });
}
