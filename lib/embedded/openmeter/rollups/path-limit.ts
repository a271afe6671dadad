import { validationProblem } from '../http/problem';
import { type Rollup, valuePathsOf } from './rollup';

/**
 * So many paths are read of an event: by one statement, which takes 65,535 parameters and, with this many paths, already
 * some seconds for a single event.
 */
const MAX_PATHS = 5_000;

/** Of one rollup: each is a column, of which Postgres selects at most 1,664; time, subject, hour and quarter are the others. */
const MAX_PATHS_OF_ROLLUP = 1_660;

/** @throws Problem 400 when the rollups of one of these event types read more paths than an event can be read by */
export function checkPaths(rollups: Rollup[], eventTypes: Set<string>): void {
  for (const eventType of eventTypes) {
    const counts = rollups.filter((rollup) => rollup.eventType === eventType).map(countPaths);
    const most = Math.max(...counts);
    if (most > MAX_PATHS_OF_ROLLUP) {
      throw validationProblem(
        `the meters of the event type ${eventType} that have the same groups can have at most ${MAX_PATHS_OF_ROLLUP} ` +
          `groups and values, not ${most}`,
      );
    }
    const all = counts.reduce((sum, count) => sum + count, 0);
    if (all > MAX_PATHS) {
      throw validationProblem(
        `all meters of the event type ${eventType} can have at most ${MAX_PATHS} groups and values together, not ${all}; ` +
          'what meters with the same groups share counts once',
      );
    }
  }
}

function countPaths(rollup: Rollup): number {
  return rollup.paths.length + valuePathsOf(rollup).length;
}
