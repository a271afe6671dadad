import { EventSplitter, type ServerSentEvent } from '@/lib/event-splitter';
import { letEnd } from '@/lib/let-end';

/**
 * The events of a body, as many together as came together. Ends when stopped, and upstream with it; whoever reads no further
 * leaves upstream a moment to close the body.
 */
export async function* eventsOf(
  response: Response,
  stopSignal: AbortSignal,
): AsyncGenerator<ServerSentEvent[]> {
  if (!response.body) return;
  const body = response.body.getReader();
  // Of a body that has broken off, the read says so; that it can't be cancelled any more changes nothing.
  const cancel = () => void body.cancel().catch(() => {});
  stopSignal.addEventListener('abort', cancel, { once: true });
  const splitter = new EventSplitter();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await body.read();
      if (done) break;
      yield splitter.push(decoder.decode(value, { stream: true }));
    }
    yield splitter.push(decoder.decode());
    yield splitter.end();
  } finally {
    stopSignal.removeEventListener('abort', cancel);
    if (stopSignal.aborted) cancel();
    else letEnd(body, cancel);
  }
}
