import type { ReactNode } from 'react';

/** What turns round the text that comes after it, as an override from the right does (U+202E). */
const DIRECTION_SIGNS = /[\u202A-\u202E\u2066-\u2069]/;

/**
 * What a model calls a link, so that signs of direction in it hold for nothing beside it. Only where there are any: what
 * stands in a `<bdi>` doesn't count for the side from which its paragraph is read.
 */
export function OwnDirection({ text, children }: { text: string; children: ReactNode }) {
  return DIRECTION_SIGNS.test(text) ? <bdi>{children}</bdi> : children;
}
