import { NextRequest } from 'next/server';
import { handlers } from '../auth';
import { userOfRequest } from '../session';

export const SITE = 'http://localhost:3000';

let opened = 0;

/** Talks to Auth.js' routes as a browser does, from an address of its own: it keeps cookies and follows nothing by itself. */
export function openBrowser() {
  opened += 1;
  const address = `10.0.${opened >> 8}.${opened & 255}`;
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(
    path: string,
    init?: { method: 'POST'; body: URLSearchParams | string },
  ): Promise<Response> {
    const headers = new Headers({ cookie: cookieHeader(), 'x-forwarded-for': address });
    if (typeof init?.body === 'string') headers.set('content-type', 'application/json');
    const request = new NextRequest(new URL(path, SITE), { ...init, headers });
    const response = await (init ? handlers.POST(request) : handlers.GET(request));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  }

  async function post(path: string, form: Record<string, string>): Promise<URL> {
    const { csrfToken } = await (await send('/api/auth/csrf')).json();
    const body = new URLSearchParams({ callbackUrl: '/billing', ...form, csrfToken });
    return locationOf(await send(path, { method: 'POST', body }));
  }

  return {
    cookies,
    /** Signs in with a provider that needs no other site; where that leads to. */
    signIn: (provider: string, form: Record<string, string> = {}) =>
      post(`/api/auth/callback/${provider}`, form),
    /** Presses the button of GitHub or Google; its page, where that leads to. */
    pressButton: (provider: string) => post(`/api/auth/signin/${provider}`, {}),
    /** Comes back from there; where that leads to. */
    async comeBack(provider: string, query: Record<string, string>): Promise<URL> {
      return locationOf(await send(`/api/auth/callback/${provider}?${new URLSearchParams(query)}`));
    },
    /** Who a page takes the browser for. */
    session: () => userOfRequest(new Headers({ cookie: cookieHeader() })),
    /** Asks for the session, or for another one, as Auth.js' own client does; the status of the answer. */
    async askForSession(data?: object): Promise<number> {
      const { csrfToken } = await (await send('/api/auth/csrf')).json();
      const init = data && ({ method: 'POST', body: JSON.stringify({ csrfToken, data }) } as const);
      return (await send('/api/auth/session', init)).status;
    },
  };
}

function locationOf(response: Response): URL {
  const location = response.headers.get('location');
  if (!location) throw new Error(`Auth.js answered ${response.status} and led nowhere.`);
  return new URL(location, SITE);
}
