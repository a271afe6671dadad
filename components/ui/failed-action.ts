import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { PRODUCT_NAME } from '@/lib/product';

export const UNREACHABLE = 'The server could not be reached. Check your connection, then try again.';

/** What to do about a page whose server has been replaced by a newer version of the app. */
export const OUTDATED = `${PRODUCT_NAME} was updated since you opened this page. Reload it to go on.`;

/**
 * Whether an action failed because the page came from another build of the app than the server: each build names its
 * actions anew. https://nextjs.org/docs/messages/failed-to-find-server-action
 */
export function isOutdated(error: unknown): boolean {
  return unstable_isUnrecognizedActionError(error);
}

/** Takes the place of the answer of an action that gave none. */
export function failed(error: unknown) {
  return { done: false, message: whyFailed(error) } as const;
}

/** Why an action gave no answer, and what to do: a sentence for the person. */
export function whyFailed(error: unknown): string {
  if (isOutdated(error)) return OUTDATED;
  // So browsers report a request that did not arrive. https://fetch.spec.whatwg.org/#fetch-method
  if (error instanceof TypeError) return UNREACHABLE;
  return 'That could not be done, through a fault on our side. Try again in a moment.';
}
