import type { Database } from '@/lib/db/types';
import { openGeneration } from '@/lib/metering/open';
import { callOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { ChatReader } from '../chat-completions/read';
import { passStream } from '../pass-stream';
import { ResponseReader } from '../responses/read';

export const chunk = (content: string) =>
  `data: {"id":"chatcmpl-1","choices":[{"delta":{"content":"${content}"}}]}\n\n`;
export const END = 'data: {"id":"chatcmpl-1","choices":[{"delta":{},"finish_reason":"stop"}]}\n\n';
export const COUNTS =
  'data: {"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n';
export const delta = (text: string) =>
  `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"${text}"}\n\n`;
export const CREATED =
  'event: response.created\ndata: {"type":"response.created","response":{"id":"resp-1","usage":null,"error":null}}\n\n';
export const COMPLETED =
  'event: response.completed\ndata: {"type":"response.completed","response":{"id":"resp-1","usage":{"input_tokens":3,"output_tokens":2}}}\n\n';
export const errorChunk = (error: object) => `data: ${JSON.stringify({ error })}\n\n`;
export const errorEvent = (error: object) =>
  `event: error\ndata: ${JSON.stringify({ type: 'error', ...error })}\n\n`;
export const responseFailed = (error: object, usage?: object) =>
  `event: response.failed\ndata: ${JSON.stringify({ type: 'response.failed', response: { id: 'resp-1', error, usage } })}\n\n`;
export const DONE = 'data: [DONE]\n\n';

const encoder = new TextEncoder();

/** A stream that upstream writes as it is told to. */
export async function openStream(
  db: Database,
  { choices = 1, api = 'chat' }: { choices?: number; api?: 'chat' | 'responses' } = {},
) {
  const userId = await newUser(db);
  const stop = new AbortController();
  const call = callOf(userId, { via: 'api', stop: stop.signal });
  const generation = await openGeneration(meteringOf(db), call, { promptTokens: 3 });
  let write: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isCancelled = false;
  const upstream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      write = controller;
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  const { response, ended, isVoided } = passStream({
    response: new Response(upstream, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } }),
    generation,
    reader:
      api === 'chat'
        ? new ChatReader(generation.tally, false, choices)
        : new ResponseReader(generation.tally),
    headers: new Headers({ 'x-request-id': generation.id }),
  });
  return {
    userId,
    generation,
    response,
    ended,
    isVoided,
    stop,
    isCancelled: () => isCancelled,
    send: (...pieces: (string | Uint8Array)[]) => {
      for (const piece of pieces) write?.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
    },
    end: () => write?.close(),
    breakOff: () => write?.error(new Error('reset')),
    bill: async () => (await settled(db, userId)).entries,
  };
}
