import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '@/lib/http';

/** A guest who talks to the app without a browser. */
export interface Client {
  /** What signs them in. */
  cookie: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a message; the answer is a stream of UI message chunks, or an error. */
  say(text: string, options?: { chatId?: string; model?: string }): Promise<Response>;
}

/** Signs in as a new guest, each from an address of its own, as guests are limited per address. */
export async function signInAsGuest(url: string): Promise<Client> {
  const address = { 'X-Forwarded-For': `10.${randomBytes(3).join('.')}` };
  const csrf = await fetch(`${url}/api/auth/csrf`, { headers: address });
  const { csrfToken }: { csrfToken: string } = await csrf.json();
  const answer = await fetch(`${url}/api/auth/callback/guest`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...address, cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken }),
  });
  const cookie = [cookiesOf(csrf), cookiesOf(answer)].join('; ');
  const client: Client = {
    cookie,
    fetch: (path, init = {}) =>
      fetch(url + path, { redirect: 'manual', ...init, headers: { ...init.headers, ...address, cookie } }),
    say: (text, { chatId = randomUUID(), model = 'tokentally-demo' } = {}) =>
      client.fetch('/api/chat', { method: 'POST', body: turn(text, chatId, model) }),
  };
  return client;
}

/** The body of `POST /api/chat`. */
export function turn(text: string, chatId: string = randomUUID(), model = 'tokentally-demo'): string {
  const message = { id: randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
  return JSON.stringify({ chatId, model, message });
}

export async function errorOf(response: Response): Promise<ErrorBody['error'] & { status: number }> {
  const { error }: ErrorBody = await response.json();
  return { ...error, status: response.status };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1).join(''))
    .join('; ');
}

function randomBytes(count: number): number[] {
  return [...crypto.getRandomValues(new Uint8Array(count))];
}
