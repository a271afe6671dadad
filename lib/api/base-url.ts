import { askedHost } from '../asked-host';
import { env } from '../env';

/** Where the API begins, as the browser that sent these headers reached the site: `https://chat.example.com/v1`. */
export function apiBaseUrl(headers: Headers): string {
  if (env.AUTH_URL) return `${env.AUTH_URL}/v1`;
  const protocol = headers.get('x-forwarded-proto')?.split(',', 1)[0] ?? 'http';
  return `${protocol}://${askedHost(headers) ?? 'localhost:3000'}/v1`;
}
