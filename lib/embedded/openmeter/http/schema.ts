import { z } from 'zod';
import { Problem } from './problem';
import { unstorableReason } from './storable';

/**
 * Checks a body as OpenMeter's OpenAPI layer does, and refuses it in that layer's words:
 * `request body has an error: doesn't match schema #/components/schemas/Event: Error at "/subject": …`.
 *
 * @throws Problem 400 for the first thing that is wrong
 */
export function parseBody<T>(schema: z.ZodType<T>, schemaName: string, input: unknown): T {
  const parsed = schema.safeParse(input, { error: reasonOf });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bodyProblem(schemaName, issue?.path ?? [], issue?.message ?? 'value is not valid');
}

/** Refuses a body for something at a path in it. */
export function bodyProblem(schemaName: string, path: readonly PropertyKey[], reason: string): Problem {
  const at = path.length > 0 ? `Error at "/${path.map(String).join('/')}": ` : '';
  return new Problem(
    400,
    `request body has an error: doesn't match schema #/components/schemas/${schemaName}: ${at}${reason}`,
  );
}

/**
 * Checks query parameters, in the same layer's words: `parameter "limit" in query has an error: …`.
 *
 * @throws Problem 400 for the first one that is wrong
 */
export function parseParameters<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const unstorable = unstorableReason(input);
  if (unstorable) throw new Problem(400, `query has an error: ${unstorable}`);
  const parsed = schema.safeParse(input, { error: reasonOf });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Problem(
    400,
    `parameter "${String(issue?.path[0])}" in query has an error: ${issue?.message ?? 'value is not valid'}`,
  );
}

/** A map by name. `__proto__`, which zod would pass over in silence, is refused. */
export function recordOf<T extends z.ZodType>(value: T) {
  return z
    .unknown()
    .refine(
      (map) => !isObject(map) || !Object.hasOwn(map, '__proto__'),
      'property "__proto__" is unsupported',
    )
    .pipe(z.record(z.string(), value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const TYPES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

/** The sentences of kin-openapi, OpenMeter's validator. Checks of our own bring their sentence along. */
function reasonOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return `property "${String(issue.path?.at(-1))}" is missing`;
      if (issue.input === null) return 'Value is not nullable';
      return `value must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `value is not one of the allowed values ${JSON.stringify(issue.values)}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `minimum string length is ${issue.minimum}`
        : `number must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return `maximum number of items is ${issue.maximum}`;
      return issue.origin === 'string'
        ? `maximum string length is ${issue.maximum}`
        : `number must be at most ${issue.maximum}`;
    case 'unrecognized_keys':
      return `property "${issue.keys[0]}" is unsupported`;
    case 'invalid_format':
      return `string doesn't match the regular expression "${String(issue.pattern).slice(1, -1)}"`;
    default:
      return undefined;
  }
}
