import { validationProblem } from '../http/problem';
import { type Rollup, valuePathsOf } from './rollup';

/**
 * So many paths are read of an event: by one statement, which takes 65,535 parameters and, with this many paths, already
 * some seconds for a single event.
 */
const MAX_PATHS = 5_000;

/** @throws Problem 400 when the rollups of one of these event types read more paths than an event can be read by */
export function checkPaths(rollups: Rollup[], eventTypes: Set<string>): void {
  for (const eventType of eventTypes) {
    const counting = rollups.filter((rollup) => rollup.eventType === eventType);
    const count = counting.reduce(
      (sum, rollup) => sum + rollup.paths.length + valuePathsOf(rollup).length,
      0,
    );
    if (count <= MAX_PATHS) continue;
    throw validationProblem(
      `all meters of the event type ${eventType} can have at most ${MAX_PATHS} groups and values together, not ${count}; ` +
        'what meters with the same groups share counts once',
    );
  }
}
