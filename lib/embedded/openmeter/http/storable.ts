/** Go's decoder goes to 10,000; Postgres gives up earlier, with an error of its own. */
const MAX_DEPTH = 500;

export interface Unstorable {
  path: PropertyKey[];
  reason: string;
}

/**
 * What Postgres could not keep, or not as it was sent: NUL characters, numbers that `JSON.parse` made infinite, and
 * nesting beyond 500. It walks without recursion, so that no nesting overflows the stack.
 */
export function findUnstorable(root: object): Unstorable | undefined {
  const waiting: { value: object; path: PropertyKey[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    if (path.length > MAX_DEPTH) return { path: path.slice(0, 1), reason: 'exceeded max depth' };
    for (const [key, child] of Object.entries(value)) {
      const reason = unstorableReason(key) ?? unstorableReason(child);
      if (reason) return { path: [...path, key.replaceAll('\0', '')], reason };
      if (typeof child === 'object' && child !== null) waiting.push({ value: child, path: [...path, key] });
    }
  }
  return undefined;
}

/** Why a single value can't be kept. */
export function unstorableReason(value: unknown): string | undefined {
  if (typeof value === 'string' && value.includes('\0')) return 'string must not contain NUL characters';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'number does not fit float64';
  return undefined;
}
