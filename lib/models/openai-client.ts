import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import OpenAI, { APIError } from 'openai';
import { upstream } from './upstream';
import { ANSWER_TIMEOUT_MS } from './upstream-fetch';

/** What `fetch` threw in a call. Of a call that is aborted the client doesn't tell it, and so not whether anything was sent. */
const thrownInCall = new AsyncLocalStorage<{ byFetch?: unknown }>();

const openai = new OpenAI({
  baseURL: upstream.baseUrl,
  apiKey: upstream.apiKey,
  fetch: (url, init) =>
    upstream.fetch(url, init).catch((error: unknown) => {
      const thrown = thrownInCall.getStore();
      if (thrown) thrown.byFetch = error;
      throw error;
    }),
  // A retry is another generation, so it is the caller's to make.
  maxRetries: 0,
  // The client's own default, said here because money hangs on it.
  timeout: ANSWER_TIMEOUT_MS,
  logLevel: 'off',
  // The client would take these from variables of its own.
  organization: null,
  project: null,
});

/**
 * What upstream answers to a request: the response as it is, its body unread, or its refusal, whose `error` is what its
 * body has there, or the body itself.
 */
export type UpstreamAnswer =
  | { ok: true; response: Response }
  | { ok: false; status: number; headers: Headers; error: unknown };

/**
 * Sends a request to upstream, unmetered. Only `lib/api` may call it, within a generation.
 *
 * @param path under the version, such as `/chat/completions`
 * @throws what `fetch` does when there was no answer, or the signal was aborted
 */
export async function postUnmetered(
  path: string,
  body: Record<string, unknown>,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  const thrown: { byFetch?: unknown } = {};
  try {
    const answered = thrownInCall.run(thrown, () => openai.post(path, { body, signal }).asResponse());
    return { ok: true, response: await answered };
  } catch (error) {
    if (!(error instanceof APIError) || error.status === undefined) throw thrown.byFetch ?? error;
    const headers = error.headers ?? new Headers();
    return { ok: false, status: error.status, headers, error: error.error ?? plainTextOf(error) };
  }
}

/** A body that is neither JSON nor a web page. The client has it in its own message, behind the status. */
function plainTextOf({ status, message }: APIError): string | undefined {
  const text = message.slice(`${status} `.length).trim();
  return text === 'status code (no body)' || text.startsWith('<') ? undefined : text;
}

/** Takes out of a text what tells of our key, our organisation and our upstream's address. */
export function withoutSecrets(text: string): string {
  return OURS.reduce((rest, secret) => rest.replaceAll(secret, '[…]'), text).replace(LOOKS_SECRET, '[…]');
}

const { host, hostname } = new URL(upstream.baseUrl);
const OURS = [upstream.apiKey, upstream.baseUrl, host, hostname].filter(
  // Short ones, such as `none`, are no secrets, and ordinary words.
  (text) => text.length >= 8,
);

const LOOKS_SECRET = new RegExp(
  [
    // Keys of OpenAI's, and any that is shortened by stars: from where it begins, as that is looked at once.
    /\bsk-[\w*-]{4,}/,
    /(?<![\w-])[\w-]{2,}\*{3,}\w*/,
    // Ids of organisations, projects and users, as OpenAI writes them.
    /\b(?:org|proj|user)[-_](?=[A-Za-z]*\d|[A-Za-z]{16})[A-Za-z0-9]{6,}/,
    // Ids of teams and keys, as xAI writes them.
    /\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
