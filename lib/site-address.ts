import { askedHost } from './asked-host';
import { env } from './env';

/** The app's address without a slash at the end, as the browser that sent these headers reached it: `https://chat.example.com`. */
export function siteAddress(headers: Headers): string {
  if (env.AUTH_URL) return env.AUTH_URL;
  const protocol = headers.get('x-forwarded-proto')?.split(',', 1)[0] || 'http';
  return `${protocol}://${askedHost(headers) ?? 'localhost:3000'}`;
}
