/** The host that the browser asked, be it a proxy before the app, as Next.js reads it for its actions; undefined if nobody says. */
export function askedHost(headers: Headers): string | undefined {
  const [forwarded] = headers.get('x-forwarded-host')?.split(',') ?? [];
  return forwarded?.trim() || headers.get('host') || undefined;
}
