/** A JSON Schema as it came over the wire; every keyword is checked where it is read. */
export type JsonSchema = { [keyword: string]: unknown };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Deeper than any schema a person writes; a schema that refers to itself is cut off here. */
const maxDepth = 24;

/**
 * So many values, and characters and keywords of the schema that they are made from, are looked at for one reply. A schema
 * of a hundred bytes can ask for billions: by referring to itself several times, or by `minItems`.
 */
const mostWork = 20_000;

/**
 * The smallest value that fits a JSON Schema: required properties only, arrays as short as allowed, the first choice
 * of several. It knows the keywords OpenAI's structured outputs allow, `$ref` and `allOf`; a `pattern` is not honoured, nor
 * is a schema that asks for more than a reply of the demo can have: the rest is then left out, or null.
 *
 * @param words what to write where any string is allowed
 */
export function minimalJson(schema: JsonSchema, words: string): Json {
  const root = schema;
  let workLeft = mostWork;

  /** @returns whether there was so much left */
  function spend(work: number): boolean {
    workLeft -= work;
    return workLeft >= 0;
  }

  function fill(part: unknown, depth: number): Json {
    if (!spend(1) || !isSchema(part) || depth > maxDepth) return null;
    if ('const' in part) return copy(part.const, depth);
    if ('default' in part) return copy(part.default, depth);
    if (Array.isArray(part.enum)) return copy(part.enum[0], depth);
    if (typeof part.$ref === 'string') {
      return spend(part.$ref.length) ? fill(resolve(root, part.$ref), depth + 1) : null;
    }
    if (Array.isArray(part.allOf)) return fillAll(part, part.allOf, depth);
    const choices = part.anyOf ?? part.oneOf;
    if (Array.isArray(choices)) return spend(choices.length) ? fill(choose(choices, depth), depth + 1) : null;

    switch (typeOf(part)) {
      case 'object':
        return fillObject(part, depth);
      case 'array':
        return fillArray(part, depth);
      case 'string':
        return fillString(part);
      case 'integer':
      case 'number':
        return fillNumber(part);
      case 'boolean':
        return true;
      default:
        return null;
    }
  }

  function fillAll(part: JsonSchema, parts: unknown[], depth: number): Json {
    const schemas = [{ ...part, allOf: undefined }, ...parts].filter(isSchema);
    const keywords = schemas.flatMap((schema) => Object.entries(schema));
    return spend(keywords.length) ? fill(Object.fromEntries(keywords), depth + 1) : null;
  }

  function fillObject(part: JsonSchema, depth: number): Json {
    const properties = isSchema(part.properties) ? part.properties : {};
    const required = Array.isArray(part.required) ? part.required : [];
    const filled: [string, Json][] = [];
    for (const name of required) {
      const key = String(name);
      if (!spend(key.length)) break;
      filled.push([key, fill(properties[key] ?? { type: 'string' }, depth + 1)]);
    }
    return Object.fromEntries(filled);
  }

  function fillArray(part: JsonSchema, depth: number): Json {
    const least = numberOr(part.minItems, 0);
    const items: Json[] = [];
    while (items.length < least && workLeft > 0) items.push(fill(part.items, depth + 1));
    return items;
  }

  function fillString(part: JsonSchema): Json {
    const byFormat = typeof part.format === 'string' ? examples[part.format] : undefined;
    if (byFormat) return byFormat;
    const minLength = numberOr(part.minLength, 0);
    const maxLength = numberOr(part.maxLength, 200);
    return spend(Math.max(words.length, minLength)) ? words.slice(0, maxLength).padEnd(minLength, '.') : null;
  }

  /** What came out of `JSON.parse` is JSON; this says so to the compiler by rebuilding it. */
  function copy(value: unknown, depth: number): Json {
    if (!spend(typeof value === 'string' ? value.length : 1) || depth > maxDepth) return null;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return spend(value.length) ? value.map((item) => copy(item, depth + 1)) : null;
    if (!isSchema(value)) return null;
    const entries = Object.entries(value);
    const lengths = entries.reduce((sum, [key]) => sum + key.length, 0);
    if (!spend(lengths)) return null;
    return Object.fromEntries(entries.map(([key, inner]) => [key, copy(inner, depth + 1)]));
  }

  return fill(schema, 0);
}

/** An object at least: what is in it is looked at where it is filled. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(part: JsonSchema): unknown {
  // There are seven types.
  const type = Array.isArray(part.type) ? part.type.slice(0, 7).find((name) => name !== 'null') : part.type;
  return type ?? (part.properties ? 'object' : part.items ? 'array' : undefined);
}

/** Near the surface the first choice that says something; deep down `null`, if it is allowed, to end a recursion. */
function choose(choices: unknown[], depth: number): unknown {
  const isNull = (choice: unknown) => isSchema(choice) && choice.type === 'null';
  const wantsNull = depth > maxDepth / 3;
  return choices.find((choice) => isNull(choice) === wantsNull) ?? choices[0];
}

const examples: Record<string, string> = {
  date: '2026-11-01',
  'date-time': '2026-11-01T12:00:00Z',
  time: '12:00:00Z',
  duration: 'PT1M',
  email: 'demo@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
};

function fillNumber(part: JsonSchema): number {
  const step = numberOr(part.multipleOf, part.type === 'integer' ? 1 : 0);
  const least = Math.max(numberOr(part.minimum, -Infinity), numberOr(part.exclusiveMinimum, -Infinity));
  const most = Math.min(numberOr(part.maximum, Infinity), numberOr(part.exclusiveMaximum, Infinity));
  const fits = (value: number) =>
    value >= least && value <= most && value !== part.exclusiveMinimum && value !== part.exclusiveMaximum;
  if (fits(0)) return 0;

  if (least > 0) {
    const upward = step > 0 ? Math.ceil(least / step) * step : least;
    if (fits(upward)) return upward;
    return step > 0 ? upward + step : Number.isFinite(most) ? (least + most) / 2 : least + 1;
  }
  const downward = step > 0 ? Math.floor(most / step) * step : most;
  if (fits(downward)) return downward;
  return step > 0 ? downward - step : Number.isFinite(least) ? (least + most) / 2 : most - 1;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/** Follows `#`, `#/$defs/name` and the like; anything else is not found. */
function resolve(root: JsonSchema, ref: string): unknown {
  const keys = ref.replace(/^#\/?/, '').split('/').filter(Boolean);
  return keys.reduce<unknown>(
    (part, key) => (isSchema(part) ? part[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
    root,
  );
}
