import 'server-only';
import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authConfig } from './config';

/** Auth.js. Set up at each request, so that nothing is read or demanded when the module is imported by a build. */
const auth = NextAuth(authConfig);
export const { signIn, signOut } = auth;

type Handler = (request: NextRequest) => Promise<Response>;

/**
 * Auth.js' own routes: CSRF tokens, and where GitHub and Google lead back to. Not that of the session: whoever asks it is
 * given a token of today, also for one that was ended.
 */
export const handlers = { GET: withoutSession(auth.handlers.GET), POST: withoutSession(auth.handlers.POST) };

function withoutSession(handle: Handler): Handler {
  return async (request) => {
    const isSession = new URL(request.url).pathname.split('/').includes('session');
    return isSession ? new Response(null, { status: 404 }) : handle(request);
  };
}
