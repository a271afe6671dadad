import { OpenMeter } from '@openmeter/sdk';

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
 * OpenMeter at an address. Its methods throw RedirectedError where the address leads elsewhere.
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
  if (response.ok || response.status >= 400) return response;
  // Unread, it would hold its connection.
  await response.body?.cancel();
  throw new RedirectedError(response);
}
