import { type NextRequest, NextResponse } from 'next/server';
import { accountProviders } from '@/lib/auth/account-providers';
import { isProduction } from '@/lib/env';
import { contentSecurityPolicy } from '@/lib/security/content-security-policy';

const HEADER = 'Content-Security-Policy';

/** Gives every page its Content-Security-Policy. Next.js finds the nonce in the request, and puts it on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy({
    nonce: crypto.randomUUID(),
    signInOrigins: accountProviders().map(({ origin }) => origin),
    isDevelopment: !isProduction,
  });
  const headers = new Headers(request.headers);
  headers.set(HEADER, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(HEADER, policy);
  return response;
}

export const config = {
  matcher: [
    {
      // Pages only: the rest has nothing to run.
      source: '/((?!api/|v1/|_next/static/|icon\\.svg).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
