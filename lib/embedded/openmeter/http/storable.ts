import { isTooDeep } from '@/lib/json-depth';

/**
 * Why Postgres could not keep a value as it was sent: NUL characters, numbers so big that `JSON.parse` made them
 * infinite (Go's decoder refuses these too), nesting deeper than 500 (Go's decoder goes to 10,000). Nothing when it can.
 */
export function unstorableReason(root: unknown): string | undefined {
  return isTooDeep(root) ? 'exceeded max depth' : reasonWithin(root);
}

function reasonWithin(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const reason = reasonOfLeaf(key) ?? reasonOfLeaf(inner);
    if (reason) return `value of "${key.replaceAll('\0', '')}" ${reason}`;
    const below = reasonWithin(inner);
    if (below) return below;
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
