import type { UIMessageChunk } from 'ai';
import { log } from '../log';

/** Same as the AI SDK's, and not to be compressed: a compressor holds chunks back, and costs more CPU than the reply. */
export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Vercel-AI-UI-Message-Stream': 'v1',
  // Keeps nginx from buffering.
  'X-Accel-Buffering': 'no',
};

const UNSENDABLE: UIMessageChunk = {
  type: 'error',
  errorText:
    'The reply failed by a fault on our side: what a tool gave can’t be shown or kept. You pay for what was used. Ask without that tool.',
};

export interface EventStream {
  body: ReadableStream<Uint8Array>;
  /** Resolves when the reply has ended, whether or not anybody read it. */
  ended: Promise<void>;
}

/**
 * Writes the chunks of a reply as server-sent events, those that come at once together. They are read to their end
 * whether or not anybody is there to read the events, so that the reply is finished and saved. One that JSON can't hold, as
 * what a tool gave may be, becomes an error.
 */
export function eventStream(chunks: AsyncIterable<UIMessageChunk>): EventStream {
  const encoder = new TextEncoder();
  let reader: ReadableStreamDefaultController<Uint8Array> | undefined;
  let waiting = '';

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      reader = controller;
    },
    cancel() {
      reader = undefined;
    },
  });
  return { body, ended: pump() };

  async function pump(): Promise<void> {
    try {
      for await (const chunk of chunks) {
        if (waiting === '') setImmediate(write);
        waiting += eventOf(jsonOf(chunk));
      }
      waiting += eventOf('[DONE]');
    } finally {
      write();
      reader?.close();
      reader = undefined;
    }
  }

  function write(): void {
    if (waiting !== '') reader?.enqueue(encoder.encode(waiting));
    waiting = '';
  }
}

function eventOf(data: string): string {
  return `data: ${data}\n\n`;
}

function jsonOf(chunk: UIMessageChunk): string {
  try {
    return JSON.stringify(chunk);
  } catch (err) {
    log.error({ err, type: chunk.type }, 'a part of a reply is no JSON, and was not sent');
    return JSON.stringify(UNSENDABLE);
  }
}
