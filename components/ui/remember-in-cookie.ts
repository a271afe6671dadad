const YEAR_S = 365 * 24 * 60 * 60;

/** Keeps a choice for a year where the server can read it, so that it renders it and nothing jumps. */
export function rememberInCookie(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: `cookieStore` is over https and on localhost only, and not in each browser
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}
