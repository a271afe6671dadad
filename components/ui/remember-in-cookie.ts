const YEAR_S = 365 * 24 * 60 * 60;

/** Keeps a choice for a year where the server can read it, so that it renders it and nothing jumps. */
export async function rememberInCookie(name: string, value: string): Promise<void> {
  const encoded = encodeURIComponent(value);
  if ('cookieStore' in globalThis) {
    const expires = Date.now() + YEAR_S * 1_000;
    await cookieStore.set({ name, value: encoded, path: '/', expires, sameSite: 'lax' });
  } else {
    // biome-ignore lint/suspicious/noDocumentCookie: `cookieStore` is over https and on localhost only, and not in each browser
    document.cookie = `${name}=${encoded}; path=/; max-age=${YEAR_S}; samesite=lax`;
  }
}
