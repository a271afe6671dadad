/**
 * `JSON.parse` takes any depth, but `JSON.stringify` and Postgres give up at a few thousand, each with an error of its
 * own. Nobody nests so deep.
 */
const DEEPEST = 500;

/** Whether lists and objects are nested more than 500 deep in what JSON was parsed to. */
export function isTooDeep(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isTooDeep(inner, levels - 1)) return true;
  return false;
}
