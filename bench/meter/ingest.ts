import type { Books } from './books';
import { benchEvents, numbers } from './events';

export type Fetch = (request: Request) => Promise<Response>;

export const BATCH_SIZE = 500;
const DUPLICATE_SHARE = 0.01;

/**
 * Sends so many events, so many batches at a time.
 *
 * @returns events a second, duplicates included; making them and their JSON is part of it
 */
export async function ingest(fetch: Fetch, books: Books, size: number, atOnce: number): Promise<number> {
  const batches = batchesOf(books, size);
  let sent = 0;
  async function sendNext(): Promise<void> {
    for (let next = batches.next(); !next.done; next = batches.next()) {
      const response = await fetch(
        new Request('http://meter/api/v1/events', {
          method: 'POST',
          headers: { 'Content-Type': 'application/cloudevents-batch+json' },
          body: JSON.stringify(next.value),
        }),
      );
      if (response.status !== 204) throw new Error(`Events were refused: ${await response.text()}`);
      sent += next.value.length;
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, sendNext));
  return sent / ((performance.now() - startedAt) / 1_000);
}

function* batchesOf(books: Books, size: number): Generator<object[], undefined> {
  const random = numbers(7);
  let batch: object[] = [];
  let earlier: object | undefined;
  for (const event of benchEvents(size)) {
    books.add(event);
    batch.push(event.body);
    if (random(1 / DUPLICATE_SHARE) === 0) {
      // Of this batch and, mostly, of one before.
      batch.push(earlier ?? event.body);
      earlier = event.body;
    }
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
