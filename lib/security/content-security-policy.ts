/**
 * What a page of ours may do, as the value of the header `Content-Security-Policy`: nothing from or to any other host.
 * What each line is for is told in docs/decisions/content-security-policy.md.
 *
 * @param nonce marks the scripts that we wrote into the page; new for each response
 * @param signInOrigins where forms may lead on to, besides here
 * @param isDevelopment adds what the development server needs
 */
export function contentSecurityPolicy({
  nonce,
  signInOrigins,
  isDevelopment,
}: {
  nonce: string;
  signInOrigins: readonly string[];
  isDevelopment: boolean;
}): string {
  const directives = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'connect-src': ["'self'", ...(isDevelopment ? ['ws:'] : [])],
    'worker-src': ["'self'"],
    'frame-src': ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...signInOrigins],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}
