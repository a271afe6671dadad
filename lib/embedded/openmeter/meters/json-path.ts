import { type SQL, sql } from 'drizzle-orm';

type Step = { kind: 'key'; key: string } | { kind: 'index'; index: number } | { kind: 'each' };

/** A parsed JSONPath. */
export type JsonPath = readonly Step[];

/** OpenMeter's own ceiling. */
const MAX_LENGTH = 512;

const STEP = /\.([A-Za-z0-9_]+)|\["([^"\\\p{Cc};$]+)"\]|\['([^'\\\p{Cc};$]+)'\]|\[(\d{1,9})\]|\[(\*)\]/uy;

/**
 * Parses the JSONPaths that ClickHouse takes in `JSON_VALUE`: `$`, `$.a[0]`, `$.o.k`, `$["k k"]`, `$.a[*]`. Not its
 * ranges and lists (`$.a[0 to 2]`), which no meter needs.
 *
 * @returns nothing when it is not such a path
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$') || text.length > MAX_LENGTH) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match) return undefined;
    steps.push(toStep(match));
  }
  return steps;
}

function toStep([, name, doubleQuoted, singleQuoted, index, each]: RegExpExecArray): Step {
  if (each) return { kind: 'each' };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  return { kind: 'key', key: name ?? doubleQuoted ?? singleQuoted ?? '' };
}

/** What a path finds in a value; undefined when there is nothing. `[*]` finds an array. */
export function lookUp(value: unknown, path: JsonPath): unknown {
  const [step, ...rest] = path;
  if (!step) return value;
  if (step.kind === 'each') {
    return Array.isArray(value) ? value.map((item) => lookUp(item, rest)) : undefined;
  }
  if (step.kind === 'index') return Array.isArray(value) ? lookUp(value[step.index], rest) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return lookUp(Object.getOwnPropertyDescriptor(value, step.key)?.value, rest);
}

/**
 * The same in SQL, on a jsonb column: jsonb, or null when there is nothing. `[*]` finds the first scalar. However long a
 * path is, it is one parameter: a statement takes 65,535, and may read thousands of paths. Postgres' own `-> 0` would take a
 * scalar for a list of one.
 */
export function jsonAt(column: SQL, path: JsonPath): SQL {
  const keys = path.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
  const [only] = keys;
  // What nearly all paths are, and the fastest.
  if (only !== undefined && path.length === 1) return sql`${column} -> ${only}::text`;
  if (keys.length === path.length && !keys.some(readsAsIndex)) {
    return sql`${column} #> ${sqlTextArray(keys)}::text[]`;
  }
  return sql`jsonb_path_query_first(${column}, ${sqlJsonPath(path)}::text::jsonpath)`;
}

/** Whether `#>` would take a key for the place of an item where it meets an array. */
function readsAsIndex(key: string): boolean {
  return /^\s*[+-]?\d+$/.test(key);
}

/** Keys as Postgres writes a `text[]`. Cast to text before, it would be read anew for every event. */
function sqlTextArray(keys: string[]): string {
  return `{${keys.map((key) => `"${key.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Each step passes over what it can't be taken from: in strict mode that would be an error, and the end of the search. */
function sqlJsonPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (step.kind === 'each') return ' ? (@.type() == "array")[*]';
    if (step.kind === 'index') return ` ? (@.type() == "array" && @.size() > ${step.index})[${step.index}]`;
    const key = JSON.stringify(step.key);
    return ` ? (exists (@.${key})).${key}`;
  });
  const isEach = path.some((step) => step.kind === 'each');
  return `strict $${steps.join('')}${isEach ? ' ? (@.type() != "object" && @.type() != "array")' : ''}`;
}
