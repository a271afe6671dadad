import { HTTPError, type OpenMeter } from '@openmeter/sdk';
import type { UsageEvent } from './event';

export const BATCH_SIZE = 500;
export const TIMEOUT_MS = 10_000;

/** What became of some events of a batch. */
export type Sent<E> =
  | { outcome: 'taken'; events: E[] }
  /** OpenMeter will never take this one as it is. */
  | { outcome: 'refused'; event: E; reason: string }
  /** OpenMeter could not be reached, or said no to more than the events. It may have them all the same. */
  | { outcome: 'failed'; events: E[]; error: unknown };

/**
 * Sends events to OpenMeter, and says of each what became of it, in their order. Those that OpenMeter refuses are found
 * by halving the batch.
 *
 * @param hasTime asked before each request; what it says no to has failed
 */
export async function* sendBatch<E extends { event: UsageEvent }>(
  openMeter: OpenMeter,
  events: E[],
  hasTime: () => boolean = () => true,
): AsyncGenerator<Sent<E>> {
  if (!hasTime()) {
    yield { outcome: 'failed', events, error: new Error('There was no time left to send it.') };
    return;
  }
  try {
    await openMeter.events.ingest(events.map(toSdkEvent), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const [only, ...others] = events;
    if (!isRefusal(error)) yield { outcome: 'failed', events, error };
    else if (only && others.length === 0) yield { outcome: 'refused', event: only, reason: error.message };
    else {
      const half = Math.ceil(events.length / 2);
      yield* sendBatch(openMeter, events.slice(0, half), hasTime);
      yield* sendBatch(openMeter, events.slice(half), hasTime);
    }
    return;
  }
  yield { outcome: 'taken', events };
}

/**
 * Whether OpenMeter read the batch and said no to something in it. A wrong key or address is not the events' fault; nor is
 * what a proxy before it refuses, which has no problem body (RFC 9457) as OpenMeter's own answers have.
 */
function isRefusal(error: unknown): error is HTTPError {
  if (!(error instanceof HTTPError)) return false;
  if (error.status === 413) return true;
  return (error.status === 400 || error.status === 422) && error.getField('detail') !== undefined;
}

function toSdkEvent({ event }: { event: UsageEvent }) {
  return { ...event, time: new Date(event.time) };
}
