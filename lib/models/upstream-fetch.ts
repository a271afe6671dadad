import type { Readable } from 'node:stream';
import { Agent } from 'undici';
import { markingConnect } from './never-connected';
import { LeftBeforeSentError, requestUnlessLeft } from './request-unless-left';

/** Longest wait for an answer to begin. One in one piece begins when all of it is written. */
export const ANSWER_TIMEOUT_MS = 10 * 60_000;
/** Longest wait from one piece of an answer to the next. */
const SILENCE_MS = 5 * 60_000;
/**
 * Most of an answer in one piece, which is held in memory until it is settled. OpenAI's largest, of 2,048 embeddings of 3,072
 * numbers written as text, has some 195 MB; 128 choices with log probabilities would have gigabytes.
 */
export const LARGEST_ANSWER_BYTES = 200 * 1024 * 1024;
const agent = new Agent({
  connect: markingConnect,
  headersTimeout: ANSWER_TIMEOUT_MS,
  bodyTimeout: SILENCE_MS,
});

/** What `upstreamFetch` gave is not read on: it is held in memory, and is larger than we hold. */
export class AnswerTooLargeError extends Error {
  constructor() {
    super(`The answer of the model’s server has more than ${LARGEST_ANSWER_BYTES / 1024 / 1024} MiB.`);
    this.name = 'AnswerTooLargeError';
  }
}

/**
 * `fetch` for what goes upstream, which is text. It costs little more than half of the CPU of Node's own, which Next.js
 * wraps for its cache; and what comes in at once is one piece of the body. Redirects are not followed. Reading a body that is
 * no stream of events fails by `AnswerTooLargeError` beyond `LARGEST_ANSWER_BYTES`. A status that brings no reply and that no
 * `Response` with a body can have is answered as 502, with none.
 *
 * @throws TypeError like that of `fetch` when there is no answer; its cause has a `code` of Node or undici, and is one that
 *   `neverConnected` knows where nothing was sent
 * @throws LeftBeforeSentError as soon as the signal is aborted, if nothing was sent; its reason, if something was
 */
export async function upstreamFetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { method, headers, body, signal } = init ?? {};
  if (url instanceof Request || (body && typeof body !== 'string')) {
    throw new TypeError('Only text goes upstream.');
  }
  const answer = await requestUnlessLeft(agent, url, {
    method: method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    headers: new Headers(headers),
    body: body || null,
    signal,
  }).catch((cause: unknown) => {
    if (cause instanceof LeftBeforeSentError) throw cause;
    signal?.throwIfAborted();
    // The words by which the AI SDK knows what may be tried again.
    throw new TypeError('fetch failed', { cause });
  });
  if (cannotBePassedOn(answer.statusCode)) {
    // Destroyed, it fails, and nobody else listens.
    answer.body.on('error', () => {}).destroy();
    return new Response(null, { status: 502 });
  }
  const answered = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) answered.set(name, inLatin1(value));
  }
  const isStream = answered.get('content-type')?.startsWith('text/event-stream');
  const mostBytes = isStream ? Number.POSITIVE_INFINITY : LARGEST_ANSWER_BYTES;
  return new Response(streamOf(answer.body, mostBytes), { status: answer.statusCode, headers: answered });
}

/** Whether a `Response` may have no body, or not be made at all, with this status. */
function cannotBePassedOn(status: number): boolean {
  return [204, 205, 304].includes(status) || status > 599;
}

/** What `Headers` take. undici reads UTF-8; none of the headers that we need has more than ASCII. */
function inLatin1(value: string | string[]): string {
  return String(value).replace(/[^\t -ÿ]/g, '?');
}

/** Reads as it is read from, so many bytes at most. */
function streamOf(body: Readable, mostBytes: number): ReadableStream<Uint8Array> {
  let leftBytes = mostBytes;
  const pieces: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(reader) {
      const { done, value } = await pieces.next();
      if (done) return reader.close();
      leftBytes -= value.byteLength;
      if (leftBytes < 0) {
        body.destroy();
        throw new AnswerTooLargeError();
      }
      reader.enqueue(value);
    },
    cancel() {
      body.destroy();
    },
  });
}
