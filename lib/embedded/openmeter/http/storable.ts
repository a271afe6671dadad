export interface Unstorable {
  path: string[];
  reason: string;
}

/**
 * What Postgres could not keep as it was sent: NUL characters, and numbers so big that `JSON.parse` made them
 * infinite (Go's decoder refuses these too).
 */
export function findUnstorable(root: object): Unstorable | undefined {
  const waiting: { value: object; path: string[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const [key, child] of Object.entries(next.value)) {
      const path = [...next.path, key];
      const reason = reasonOf(key) ?? reasonOf(child);
      if (reason) return { path, reason };
      if (typeof child === 'object' && child !== null) waiting.push({ value: child, path });
    }
  }
  return undefined;
}

function reasonOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value.includes('\0')) return 'string must not contain NUL characters';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'number does not fit float64';
  return undefined;
}
