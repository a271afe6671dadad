import type { UIMessageChunk } from 'ai';

/** Same as the AI SDK's, and not to be compressed: a compressor holds chunks back, and costs more CPU than the reply. */
export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Vercel-AI-UI-Message-Stream': 'v1',
  // Keeps nginx from buffering.
  'X-Accel-Buffering': 'no',
};

/** Deltas that come sooner after another are sent as one: each is work for its reader, and the eye sees no difference. */
const GATHERING_MS = 50;

export interface EventStream {
  body: ReadableStream<Uint8Array>;
  /** Resolves when the reply has ended, whether or not anybody read it. */
  ended: Promise<void>;
}

/**
 * Writes the chunks of a reply as server-sent events. They are read to their end whether or not anybody is there to
 * read the events, so that the reply is finished and saved. The first words are written at once, as is all that isn't
 * text; then text is gathered for a moment.
 */
export function eventStream(chunks: AsyncIterable<UIMessageChunk>): EventStream {
  const encoder = new TextEncoder();
  let reader: ReadableStreamDefaultController<Uint8Array> | undefined;
  let waiting: UIMessageChunk[] = [];
  let writtenAtMs = Number.NEGATIVE_INFINITY;
  let soon: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;

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
    for await (const chunk of chunks) {
      gather(chunk);
      const dueInMs = isDelta(chunk) ? writtenAtMs + GATHERING_MS - performance.now() : 0;
      if (dueInMs > 0) later ??= setTimeout(write, dueInMs);
      else soon ??= setImmediate(write);
    }
    write();
    reader?.enqueue(encoder.encode(eventOf('[DONE]')));
    reader?.close();
  }

  function gather(chunk: UIMessageChunk): void {
    const last = waiting.at(-1);
    const isMore =
      last && isDelta(last) && isDelta(chunk) && last.type === chunk.type && last.id === chunk.id;
    if (isMore) waiting[waiting.length - 1] = { ...last, ...chunk, delta: last.delta + chunk.delta };
    else waiting.push(chunk);
  }

  function write(): void {
    clearImmediate(soon);
    clearTimeout(later);
    soon = undefined;
    later = undefined;
    writtenAtMs = performance.now();
    const events = waiting.map((chunk) => eventOf(JSON.stringify(chunk))).join('');
    waiting = [];
    if (events !== '') reader?.enqueue(encoder.encode(events));
  }
}

type Delta = Extract<UIMessageChunk, { type: 'text-delta' | 'reasoning-delta' }>;

function isDelta(chunk: UIMessageChunk): chunk is Delta {
  return chunk.type === 'text-delta' || chunk.type === 'reasoning-delta';
}

function eventOf(data: string): string {
  return `data: ${data}\n\n`;
}
