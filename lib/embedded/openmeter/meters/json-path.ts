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

/** The same in SQL, on a jsonb column: jsonb, or null when there is nothing. `[*]` finds the first scalar. */
export function jsonAt(column: SQL, path: JsonPath): SQL {
  if (path.some((step) => step.kind === 'each')) {
    return sql`jsonb_path_query_first(${column}, ${sqlJsonPath(path)}::text::jsonpath, '{}', true)`;
  }
  return path.reduce(
    (found, step) =>
      step.kind === 'index' ? sql`${found} -> ${step.index}::int` : sql`${found} -> ${keyOf(step)}::text`,
    column,
  );
}

function sqlJsonPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (step.kind === 'each') return '[*]';
    return step.kind === 'index' ? `[${step.index}]` : `.${JSON.stringify(step.key)}`;
  });
  return `strict $${steps.join('')} ? (@.type() != "object" && @.type() != "array")`;
}

function keyOf(step: Step): string {
  return step.kind === 'key' ? step.key : '';
}
