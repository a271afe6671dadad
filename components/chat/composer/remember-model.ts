/** The cookie that holds which model was chosen last, so that the server renders it for a new chat and nothing jumps. */
export const MODEL_COOKIE = 'model';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** Keeps the choice for the next new chat, where the browser lets us: over https, and on localhost. */
export async function rememberModel(id: string): Promise<void> {
  if (!('cookieStore' in globalThis)) return;
  await cookieStore.set({
    name: MODEL_COOKIE,
    value: encodeURIComponent(id),
    path: '/',
    expires: Date.now() + YEAR_MS,
    sameSite: 'lax',
  });
}
