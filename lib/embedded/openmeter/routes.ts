import type { Context, Handler } from './context';
import { ingestEvents } from './events/ingest';
import { listEvents } from './events/list';
import { Problem } from './http/problem';
import {
  createMeterRoute,
  deleteMeterRoute,
  getMeterRoute,
  listMetersRoute,
  updateMeterRoute,
} from './meters/routes';
import { listGroupByValues, listSubjects, queryMeter } from './query/routes';

const METER = '/api/v1/meters/([^/]+)';

/** What the embedded meter offers of OpenMeter's API. */
const ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/api\/v1\/events$/, ingestEvents],
  ['GET', /^\/api\/v1\/events$/, listEvents],
  ['GET', /^\/api\/v1\/meters$/, listMetersRoute],
  ['POST', /^\/api\/v1\/meters$/, createMeterRoute],
  ['GET', new RegExp(`^${METER}$`), getMeterRoute],
  ['PUT', new RegExp(`^${METER}$`), updateMeterRoute],
  ['DELETE', new RegExp(`^${METER}$`), deleteMeterRoute],
  ['GET', new RegExp(`^${METER}/query$`), queryMeter],
  ['POST', new RegExp(`^${METER}/query$`), queryMeter],
  ['GET', new RegExp(`^${METER}/subjects$`), listSubjects],
  ['GET', new RegExp(`^${METER}/group-by/([^/]+)/values$`), listGroupByValues],
];

/** The rest of OpenMeter: billing, entitlements, notifications and so on, and all of its API v3. */
const NOT_OFFERED =
  /^\/api\/(v1\/(addons|apps|billing|customers|debug|entitlements|features|grants|info|marketplace|notification|plans|portal|stripe|subjects|subscriptions)|v2\/(customers|entitlements|events|grants)|v3)(\/|$)/;

/**
 * Finds who answers a request, and lets them.
 *
 * @throws Problem whatever is wrong with the request
 */
export async function answer(context: Context, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const onPath = ROUTES.flatMap(([method, path, handler]) => {
    const match = path.exec(pathname);
    return match ? [{ method, handler, parameters: match.slice(1).map(decodeParameter) }] : [];
  });
  const found = onPath.find(({ method }) => method === request.method);
  if (found) return found.handler(context, request, found.parameters);
  if (onPath.length > 0) throw new Problem(405, 'method not allowed');
  if (NOT_OFFERED.test(pathname)) {
    throw new Problem(501, 'not implemented: the embedded meter has events and meters of API v1 only');
  }
  throw new Problem(404, 'no matching operation was found');
}

/** @throws Problem 404 when it can't be the name of anything */
function decodeParameter(encoded: string): string {
  try {
    const text = decodeURIComponent(encoded);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  throw new Problem(404, 'no matching operation was found');
}
