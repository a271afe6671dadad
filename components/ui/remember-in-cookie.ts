const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/**
 * Keeps a choice for a year where the server can read it, so that it renders it and nothing jumps. Only where the
 * browser lets us: over https, and on localhost.
 */
export async function rememberInCookie(name: string, value: string): Promise<void> {
  if (!('cookieStore' in globalThis)) return;
  await cookieStore.set({
    name,
    value: encodeURIComponent(value),
    path: '/',
    expires: Date.now() + YEAR_MS,
    sameSite: 'lax',
  });
}
