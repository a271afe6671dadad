import type { UIMessageChunk } from 'ai';

/** Same as the AI SDK's, and not to be compressed: a compressor holds chunks back, and costs more CPU than the reply. */
export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Vercel-AI-UI-Message-Stream': 'v1',
  // Keeps nginx from buffering.
  'X-Accel-Buffering': 'no',
};

export interface EventStream {
  body: ReadableStream<Uint8Array>;
  /** Resolves when the reply has ended, whether or not anybody read it. */
  ended: Promise<void>;
}

/**
 * Writes the chunks of a reply as server-sent events. They are read to their end whether or not anybody is there to
 * read the events, so that the reply is finished and saved; what comes at once is written at once.
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
    for await (const chunk of chunks) write(JSON.stringify(chunk));
    write('[DONE]');
    flush();
    reader?.close();
  }

  function write(data: string): void {
    if (waiting === '') setImmediate(flush);
    waiting += `data: ${data}\n\n`;
  }

  function flush(): void {
    if (waiting !== '') reader?.enqueue(encoder.encode(waiting));
    waiting = '';
  }
}
