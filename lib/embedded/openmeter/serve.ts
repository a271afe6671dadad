import { hasBearer } from '@/lib/bearer';
import { isDatabaseUnavailable } from '@/lib/db/errors';
import { log } from '@/lib/log';
import { Problem, problemResponse } from './http/problem';

export interface ServeOptions {
  meter: (request: Request) => Promise<Response>;
  /** What the meter's paths come after, such as `/api/openmeter`. */
  basePath: string;
  /** Who sends it as a bearer may do everything; nobody else anything. Undefined: the meter is not there. */
  key: string | undefined;
}

/** Makes an embedded meter reachable over HTTP, for any SDK of OpenMeter’s API v1. Every refusal is a problem body. */
export function serveOpenMeter({ meter, basePath, key }: ServeOptions) {
  return async (request: Request): Promise<Response> => {
    if (key === undefined) return problemResponse(new Problem(404, 'there is no meter here'));
    if (!hasBearer(request, key)) return unauthorized();
    try {
      return await meter(withoutBasePath(request, basePath));
    } catch (error) {
      return failed(error, request);
    }
  };
}

function withoutBasePath(request: Request, basePath: string): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(basePath.length);
  return new Request(url, request);
}

function unauthorized(): Response {
  const reason = 'the key is missing or wrong: send it as "Authorization: Bearer <EMBEDDED_OPENMETER_KEY>"';
  const response = problemResponse(new Problem(401, reason));
  response.headers.set('WWW-Authenticate', 'Bearer');
  return response;
}

/** Nothing of the batch was kept: it is one transaction. So the sender may send it again. */
function failed(error: unknown, { signal }: Request): Response {
  // Who sent it is gone, and hears of nothing.
  if (!signal.aborted) log.error({ err: error }, 'the embedded meter failed');
  if (!isDatabaseUnavailable(error))
    return problemResponse(new Problem(500, 'something went wrong; try again'));
  const response = problemResponse(new Problem(503, 'the database can’t do it now; try again'));
  response.headers.set('Retry-After', '5');
  return response;
}
