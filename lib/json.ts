/** What a server says, of which nothing is taken for granted. Read by hand: zod would cost more than all else per chunk. */
export type JsonObject = { readonly [key: string]: unknown };

/** Neither a list nor null counts as an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object at a key; an empty one when there is none. */
export function objectAt(from: JsonObject, key: string): JsonObject {
  const value = from[key];
  return isObject(value) ? value : {};
}

/** The objects in a list at a key. */
export function objectsAt(from: JsonObject, key: string): JsonObject[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Undefined where there is nothing, or something else than a text. */
export function textAt(from: JsonObject, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' ? value : undefined;
}

/** Undefined where there is nothing, or something else than a number: the digits of one in a text, too. */
export function numberAt(from: JsonObject, key: string): number | undefined {
  const value = from[key];
  return typeof value === 'number' ? value : undefined;
}

/** An instant that is told in seconds since 1970. */
export function instantAt(from: JsonObject, key: string): Date | undefined {
  const seconds = numberAt(from, key);
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

/** A text as it is, anything else as JSON; nothing for null and undefined. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Undefined for a text that is not the JSON of an object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
