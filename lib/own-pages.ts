import { askedHost } from './asked-host';
import { AppError } from './errors';

/** What changes nothing may be asked for by any page: the browser doesn't show it the answer. */
const READING = ['GET', 'HEAD'];

/** A page of another origin had the browser send this. */
export class OtherOriginError extends AppError {
  constructor() {
    const message =
      'This came from a page of another address than the app’s, and was refused. Open the app at its own address, and try again.';
    super(403, 'other_origin', message);
  }
}

/**
 * Lets only pages of the app change something by the session cookie, as Next.js does with its actions. The cookie's
 * `SameSite=Lax` keeps other sites out, but not another subdomain of ours or another port. Who is no browser says neither
 * header, and no page can have it send a cookie.
 *
 * @throws OtherOriginError
 */
export function refuseOtherOrigins({ method, headers }: Request): void {
  if (!READING.includes(method) && !isOfOwnPage(headers)) throw new OtherOriginError();
}

function isOfOwnPage(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  // `none` is what no page asked for, but the person or an extension of theirs.
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Older browsers, and others where the app is reached by plain HTTP. A page without an address says `null`.
  const origin = headers.get('origin');
  return origin === null || (URL.canParse(origin) && new URL(origin).host === askedHost(headers));
}
