import { OpenMeter } from '@openmeter/sdk';

/** What answers at OpenMeter's address is no OpenMeter. The message says what to do. */
export class NotOpenMeterError extends Error {
  constructor(status: number) {
    super(
      `The server at OPENMETER_URL answers ${status} to events, and OpenMeter answers 204. Set OPENMETER_URL to the address of ` +
        'OpenMeter itself.',
    );
    this.name = 'NotOpenMeterError';
  }
}

/** OpenMeter's address leads elsewhere. */
export class RedirectedError extends Error {
  constructor({ status, headers, url }: Response) {
    const location = headers.get('Location') ?? '';
    // No more than where it leads: the rest may hold a key.
    const to = URL.canParse(location, url) ? new URL(location, url).origin : 'nowhere';
    super(
      `The server at OPENMETER_URL answers ${status}, a redirect to ${to}. Redirects are not followed: set OPENMETER_URL to ` +
        'the address of OpenMeter itself.',
    );
    this.name = 'RedirectedError';
  }
}

/**
 * OpenMeter at an address. Its methods throw RedirectedError where the address leads elsewhere, and sending events throws
 * NotOpenMeterError where somebody else takes them.
 *
 * @param baseUrl absolute, without a slash at its end
 */
export function remoteOpenMeter(baseUrl: string, apiKey?: string): OpenMeter {
  return new OpenMeter({ baseUrl, apiKey, fetch: fetchFromThere });
}

/**
 * Goes nowhere else. Followed, a redirect makes a GET of a POST, and the list that this gets reads like events that were
 * taken; and the SDK takes a redirect without a body for a success.
 */
async function fetchFromThere(request: Request): Promise<Response> {
  const response = await fetch(request, { redirect: 'manual' });
  const wrong = whatIsWrong(request, response);
  if (!wrong) return response;
  // Unread, it would hold its connection.
  await response.body?.cancel();
  throw wrong;
}

/** Of events the SDK takes any success for OpenMeter's, which is always 204: they would never be sent again. */
function whatIsWrong({ method, url }: Request, response: Response): Error | undefined {
  const { ok, status } = response;
  if (!ok) return status < 400 ? new RedirectedError(response) : undefined;
  const areEvents = method === 'POST' && new URL(url).pathname.endsWith('/api/v1/events');
  return areEvents && status !== 204 ? new NotOpenMeterError(status) : undefined;
}
