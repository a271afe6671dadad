/** Go's decoder goes to 10,000; Postgres gives up before that, with an error of its own. */
const MAX_DEPTH = 500;

/**
 * Why Postgres could not keep a value as it was sent: NUL characters, numbers so big that `JSON.parse` made them
 * infinite (Go's decoder refuses these too), nesting deeper than 500. Nothing when it can.
 *
 * Walks level by level, so that no nesting overflows the stack.
 */
export function unstorableReason(root: unknown): string | undefined {
  let level = [root].filter(isObject);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return 'exceeded max depth';
    const below: object[] = [];
    for (const object of level) {
      for (const [key, value] of Object.entries(object)) {
        const reason = reasonOfLeaf(key) ?? reasonOfLeaf(value);
        if (reason) return `value of "${key.replaceAll('\0', '')}" ${reason}`;
        if (isObject(value)) below.push(value);
      }
    }
    level = below;
  }
  return undefined;
}

function reasonOfLeaf(value: unknown): string | undefined {
  if (typeof value === 'string' && value.includes('\0')) return 'must not contain NUL characters';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'does not fit float64';
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
