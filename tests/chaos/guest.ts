import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { OUTCOMES } from '@/lib/vocabulary';
import { questionIn } from './upstream';

/** How a question ended for the one who asked; `answered`: with a reply that they were told is complete. */
export type TurnEnd = 'answered' | 'stopped' | 'broken';

export interface Turn {
  chatId: string;
  end: TurnEnd;
}

/** Again, until the answer ends: at first there may be nothing to stop yet. */
const STOP_EVERY_MS = 1_000;

const csrf = z.object({ csrfToken: z.string() });
const finish = z.object({
  messageMetadata: z.object({ status: z.enum(OUTCOMES) }),
});

/** Somebody who chats as a guest over HTTP, as a browser would, from an address of their own. */
export class Guest {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly address: string,
  ) {}

  /** @throws Error when the app is away, or was killed meanwhile */
  async signIn(): Promise<void> {
    const { csrfToken } = csrf.parse(await (await this.send('/api/auth/csrf')).json());
    const body = new URLSearchParams({ csrfToken, callbackUrl: `${this.url}/chat` });
    const response = await this.send('/api/auth/callback/guest', { method: 'POST', body });
    const isSignedIn = [...this.cookies.keys()].some((name) => name.endsWith('session-token'));
    if (!isSignedIn) throw new Error(`A guest could not sign in: ${response.status}.`);
  }

  /**
   * Asks in a new chat and reads the answer to its end.
   *
   * @param enough presses Stop when it is aborted
   */
  async ask(text: string, enough?: AbortSignal): Promise<Turn> {
    const chatId = randomUUID();
    const message = {
      id: randomUUID(),
      role: 'user',
      parts: [{ type: 'text', text: questionIn(chatId, text) }],
    };
    const stopping = setInterval(() => {
      if (enough?.aborted) this.send(`/api/chat/${chatId}/stop`, { method: 'POST' }).catch(() => {});
    }, STOP_EVERY_MS);
    let answer = '';
    try {
      const response = await this.send('/api/chat', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chatId, model: 'tokentally-demo', message }),
      });
      answer = await response.text();
    } catch {
      // The app was killed: that is what this is about.
    } finally {
      clearInterval(stopping);
    }
    return { chatId, end: endOf(answer) };
  }

  private async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('x-forwarded-for', this.address);
    const response = await fetch(this.url + path, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }
}

/** What an answer says of its own end. One that says nothing was broken off. */
export function endOf(answer: string): TurnEnd {
  const data = answer
    .split('\n\n')
    .slice(0, -1)
    .findLast((event) => event.startsWith('data: {"type":"finish",'))
    ?.slice('data: '.length);
  if (data === undefined) return 'broken';
  switch (finish.parse(JSON.parse(data)).messageMetadata.status) {
    case 'complete':
      return 'answered';
    case 'stopped':
      return 'stopped';
    case 'failed':
      return 'broken';
  }
}
