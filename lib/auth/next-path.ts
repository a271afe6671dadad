const AFTER_SIGN_IN = '/chat';
const HERE = 'http://here.invalid';

/**
 * Where to go after signing in: the path on this site that `next` names, otherwise the chat. It never leaves the
 * site: `next` is read as a browser would read it, because browsers take `/\evil.example` and `/..//evil.example`
 * for another host (https://url.spec.whatwg.org/#relative-slash-state).
 */
export function safeNextPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return AFTER_SIGN_IN;
  const url = new URL(next, HERE);
  if (url.origin !== HERE || url.pathname.startsWith('//')) return AFTER_SIGN_IN;
  return url.pathname + url.search + url.hash;
}

/** The address of a page of ours that leads on to `next`. */
export function withNext(page: '/sign-in' | '/sign-up' | '/forgot-password', next: string): string {
  return next === AFTER_SIGN_IN ? page : `${page}?${new URLSearchParams({ next })}`;
}
