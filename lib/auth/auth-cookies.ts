import 'server-only';
import { cookies } from 'next/headers';

/** In which Auth.js keeps where a sign-in leads to, on a site with HTTPS and on one without. */
export const CALLBACK_URL_COOKIES = ['__Secure-authjs.callback-url', 'authjs.callback-url'];

/** The cookie of a session; one that is too long for a cookie lies in several, which are numbered. */
const SESSION_COOKIE = /^(__Secure-)?authjs\.session-token(\.\d+)?$/;

/** Takes the session from the browser, for a server action. */
export async function forgetSession(): Promise<void> {
  const sent = (await cookies()).getAll().map(({ name }) => name);
  await forget(sent.filter((name) => SESSION_COOKIE.test(name)));
}

/** Takes from the browser where a sign-in was to lead to, for a server action. */
export async function forgetCallbackUrl(): Promise<void> {
  await forget(CALLBACK_URL_COOKIES);
}

async function forget(names: readonly string[]): Promise<void> {
  const jar = await cookies();
  // Browsers ignore an answer about a `__Secure-` cookie that doesn't say `secure`.
  for (const name of names) jar.delete({ name, secure: name.startsWith('__Secure-') });
}
