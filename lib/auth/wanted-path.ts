import 'server-only';
import { cookies } from 'next/headers';
import { CALLBACK_URL_COOKIES } from './auth-cookies';
import { safeNextPath } from './next-path';

/**
 * Where the person whom a page offers to sign in wants to go. Auth.js leads there with an `error` and without a `next`, as
 * when they pressed “Cancel” at GitHub: then it has kept where they had wanted to go.
 */
export async function wantedPath({ next, error }: { next?: unknown; error?: unknown }): Promise<string> {
  return safeNextPath(next === undefined && error !== undefined ? await keptPath() : next);
}

async function keptPath(): Promise<string | undefined> {
  const jar = await cookies();
  const kept = CALLBACK_URL_COOKIES.map((name) => jar.get(name)?.value).find((value) => value !== undefined);
  if (kept === undefined || !URL.canParse(kept)) return undefined;
  const { pathname, search, hash } = new URL(kept);
  return pathname + search + hash;
}
