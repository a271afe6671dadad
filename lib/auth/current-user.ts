import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { SignInRequiredError } from '../errors';
import { withNext } from './next-path';
import { type CurrentUser, userOfRequest } from './session';

/** Who is signed in, guest or member. Read from the session cookie alone; once for all of a page. */
export const currentUser = cache(
  async (): Promise<CurrentUser | undefined> => userOfRequest(await headers()),
);

/**
 * Who is signed in, for a route.
 *
 * @throws SignInRequiredError when nobody is
 */
export async function requireUser(): Promise<CurrentUser> {
  const user = await currentUser();
  if (!user) throw new SignInRequiredError();
  return user;
}

/** Who is signed in, for the page at `path`; sends everybody else to sign in and back. */
export async function requireUserPage(path: string): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect(withNext('/sign-in', path));
}
