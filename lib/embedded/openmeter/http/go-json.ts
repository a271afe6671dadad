/**
 * JSON to the byte as Go's encoder writes it: `<`, `>`, `&` and the two line separators of Unicode escaped, a
 * newline at the end. Numbers are the same in both languages. Keys come in the order of the object.
 *
 * Source: https://pkg.go.dev/encoding/json#Marshal
 */
export function goJson(value: unknown): string {
  return `${JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped)}\n`;
}

/** A 200 with a JSON body. */
export function jsonResponse(value: unknown): Response {
  return new Response(goJson(value), { headers: { 'Content-Type': 'application/json' } });
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A map in the order in which Go prints it: keys sorted. But JavaScript puts those that are whole numbers first. */
export function sortKeys<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As {@link sortKeys}, with all maps that are in the value. */
export function sortAllKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortAllKeys);
  if (typeof value !== 'object' || value === null) return value;
  return sortKeys(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sortAllKeys(inner)])));
}
