import 'server-only';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { readBytes, route } from '../http';
import { authConfig } from './config';

/** Auth.js. Set up at each request, so that nothing is read or demanded when the module is imported by a build. */
const auth = NextAuth(authConfig);
export const { signIn } = auth;

/** Its forms are some fields long. */
const LIMIT_BYTES = 64 * 1024;

type Handler = (request: NextRequest) => Promise<Response>;

/**
 * Auth.js' own routes: CSRF tokens, and where GitHub and Google lead back to. Not that of the session: whoever asks it is
 * given a token of today, also for one that was ended.
 */
export const handlers = {
  GET: withoutSession(auth.handlers.GET),
  POST: withoutSession(withSmallBody(auth.handlers.POST)),
};

/** Auth.js reads a body whole before it asks who sent it. */
function withSmallBody(handle: Handler): Handler {
  return route(async (request) => {
    const body = new Uint8Array(await readBytes(request, LIMIT_BYTES));
    return handle(new NextRequest(request.url, { method: request.method, headers: request.headers, body }));
  });
}

function withoutSession(handle: Handler): Handler {
  return async (request) => {
    const isSession = new URL(request.url).pathname.split('/').includes('session');
    return isSession ? new Response(null, { status: 404 }) : handle(request);
  };
}
