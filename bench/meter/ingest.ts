import type { Books } from './books';
import type { BenchEvent } from './events';

export type Fetch = (request: Request) => Promise<Response>;

export const BATCH_SIZE = 500;
/** Of a hundred events one is sent again: in turns with its own batch, and some batches later, as after a lost answer. */
const EVENTS_PER_DUPLICATE = 100;
const LATER_EVENTS = 8 * BATCH_SIZE;

/** How many bodies are made before the clock runs, so that making them is no part of the figure. */
const BODIES_AT_ONCE = 40;

/**
 * Sends events, so many batches at a time.
 *
 * @returns events a second, duplicates included
 */
export async function ingest(
  fetch: Fetch,
  books: Books,
  benchEvents: Iterable<BenchEvent>,
  atOnce: number,
): Promise<number> {
  const batches = batchesOf(books, benchEvents);
  let events = 0;
  let durationMs = 0;
  for (;;) {
    const bodies: string[] = [];
    while (bodies.length < BODIES_AT_ONCE) {
      // Not `for … of`, which would end the generator when it is left.
      const { value: batch } = batches.next();
      if (!batch) break;
      events += batch.length;
      bodies.push(JSON.stringify(batch));
    }
    if (bodies.length === 0) return events / (durationMs / 1_000);
    const startedAt = performance.now();
    await sendAll(fetch, bodies, atOnce);
    durationMs += performance.now() - startedAt;
  }
}

async function sendAll(fetch: Fetch, bodies: string[], atOnce: number): Promise<void> {
  async function sendNext(): Promise<void> {
    for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) {
      const response = await fetch(
        new Request('http://meter/api/v1/events', {
          method: 'POST',
          headers: { 'Content-Type': 'application/cloudevents-batch+json' },
          body,
        }),
      );
      if (response.status !== 204) throw new Error(`Events were refused: ${await response.text()}`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sendNext));
}

function* batchesOf(books: Books, benchEvents: Iterable<BenchEvent>): Generator<object[], undefined> {
  const sent: object[] = [];
  let batch: object[] = [];
  for (const event of benchEvents) {
    books.add(event);
    sent.push(event.body);
    batch.push(event.body);
    if (sent.length % EVENTS_PER_DUPLICATE === 0) {
      const isLater = sent.length % (2 * EVENTS_PER_DUPLICATE) === 0;
      batch.push((isLater && sent.at(-LATER_EVENTS)) || event.body);
    }
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
