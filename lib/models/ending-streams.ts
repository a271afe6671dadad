import { EventSplitter, type ServerSentEvent } from '../event-splitter';
import { parseObject, textAt } from '../json';
import { letEnd } from '../let-end';

/** Of the Responses API. `error` is none of them: OpenAI lets `response.failed` follow, with the usage. */
const LAST_TYPES = ['response.completed', 'response.incomplete', 'response.failed'];

/**
 * `fetch` whose streams of events end with the event that nothing follows, their bytes as they came. The AI SDK's clients
 * take a reply for finished when the body ends, and some servers leave the connection open for minutes.
 */
export function endingStreams(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    return response.body && isStream ? new Response(untilLastEvent(response.body), response) : response;
  };
}

/** Holds nothing back: it reads when it is read from. */
function untilLastEvent(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const splitter = new EventSplitter();
  const decoder = new TextDecoder();
  return new ReadableStream(
    {
      async pull(client) {
        const { done, value } = await reader.read();
        if (done) return client.close();
        client.enqueue(value);
        if (!splitter.push(decoder.decode(value, { stream: true })).some(isLast)) return;
        client.close();
        // Of a body that breaks off now, nothing is missing.
        letEnd(reader, () => void reader.cancel().catch(() => {}));
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function isLast({ data }: ServerSentEvent): boolean {
  if (data === '[DONE]') return true;
  // Few events are read twice.
  if (!LAST_TYPES.some((type) => data.includes(type))) return false;
  const event = parseObject(data);
  return event !== undefined && LAST_TYPES.includes(textAt(event, 'type') ?? '');
}
