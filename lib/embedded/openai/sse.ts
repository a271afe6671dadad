const encoder = new TextEncoder();

/** One server-sent event. Chat Completions sends data alone, Responses names each event too. */
export function sseEvent(data: unknown, event?: string): string {
  const payload = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event ? `event: ${event}\n` : ''}data: ${payload}\n\n`;
}

export type SseOptions = {
  headers?: Record<string, string>;
  /** Makes the events. It must stop when the signal is aborted, which it is when the reader leaves. */
  events: (signal: AbortSignal) => AsyncGenerator<string>;
  /** Told once when the reader leaves or aborts, even if it never read a byte. */
  onStop: () => void;
};

/**
 * Answers with a stream of server-sent events that are made one by one, when the reader asks: a reader that stops
 * reading stops the generation, and nothing is made that nobody was handed.
 */
export function sseResponse(request: Request, { headers, events, onStop }: SseOptions): Response {
  const stopped = new AbortController();
  const source = events(stopped.signal);

  const stop = (reason: unknown) => {
    stopped.abort(reason);
    onStop();
  };

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        request.signal.addEventListener(
          'abort',
          () => {
            stop(request.signal.reason);
            controller.error(request.signal.reason);
          },
          { once: true },
        );
      },
      async pull(controller) {
        // `request` is named here to keep it alive: its signal goes quiet once the request is garbage.
        request.signal.throwIfAborted();
        const next = await source.next();
        if (stopped.signal.aborted) return;
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );

  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers },
  });
}
