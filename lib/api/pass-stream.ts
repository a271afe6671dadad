import type { AppError } from '../errors';
import { toAppError } from '../http';
import { log } from '../log';
import type { Outcome } from '../vocabulary';
import { EventSorter } from './event-sorter';
import type { ApiAnswer } from './route';
import type { UpstreamReply } from './upstream-reply';
import { eventsOf } from './wire/events-of';

const encoder = new TextEncoder();
/** So far a caller may fall behind: what waits is held in memory, and 128 choices with log probabilities have gigabytes. */
const MOST_UNREAD_BYTES = 64 * 1024 * 1024;
const LEFT_UNREAD = {
  code: 'reply_left_unread',
  message:
    `The reply was stopped, as ${MOST_UNREAD_BYTES / 1024 / 1024} MiB of it waited for you to read them. You pay for the prompt ` +
    'and for what was made by then. Read faster, or ask for less at once, such as fewer choices or log probabilities.',
};
const CUT_OFF = {
  code: 'upstream_broke_off',
  message:
    'The reply broke off at the model’s server. You pay for the prompt and for what arrived. Try again.',
};

/**
 * Passes on a stream of server-sent events and settles its generation when it ends, however it ends. Upstream is read
 * at once, into a queue that the caller drains; each event is passed on as it came. From the one that says how the reply
 * ends, or what went wrong, they wait for the settlement: whoever has seen the end has been billed. When too much waits in the
 * queue, the reply is stopped.
 */
export function passStream({ response, generation, reader, headers }: UpstreamReply): ApiAnswer {
  const { tally, stopSignal } = generation;
  let caller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isLeftUnread = false;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        caller = controller;
      },
      cancel() {
        caller = undefined;
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
  headers.set('content-type', response.headers.get('content-type') ?? 'text/event-stream');
  // Compressed, each event would cost more than it saves.
  headers.set('cache-control', 'no-cache, no-transform');
  // Proxies in front of us, such as nginx, would hold the events back.
  headers.set('x-accel-buffering', 'no');
  return {
    response: new Response(body, { status: response.status, headers }),
    ended: pump(),
    isVoided: () => generation.isVoided,
  };

  async function pump(): Promise<void> {
    const { outcome, last } = await drain();
    const failure = (await end(outcome)) ?? (isLeftUnread ? LEFT_UNREAD : undefined);
    enqueue(failure ? reader.errorEvent(failure) : last);
    caller?.close();
  }

  /** @returns what went wrong with that, for the caller */
  async function end(outcome: Outcome | 'refused'): Promise<AppError | undefined> {
    try {
      if (outcome === 'refused') await generation.void();
      else await generation.settle(outcome);
      return undefined;
    } catch (error) {
      return toAppError(error);
    }
  }

  /** @returns how it ended, and what is to be passed on when that is settled */
  async function drain(): Promise<{ outcome: Outcome | 'refused'; last: string }> {
    const sorter = new EventSorter(reader, generation);
    let isWhole = false;
    try {
      for await (const events of eventsOf(response, stopSignal)) {
        if (generation.isLost) break;
        const { ready, unsaved } = sorter.sort(events);
        pass(ready);
        if (unsaved !== '') {
          await generation.checkpoint();
          // Else it was billed without this; the settlement says so.
          if (!generation.isLost) pass(unsaved);
        }
        // Some servers leave the connection open for minutes.
        if (sorter.isOver) break;
      }
      isWhole = reader.isWhole && !stopSignal.aborted;
    } catch (error) {
      const kind = error instanceof Error ? error.name : 'unknown';
      if (!stopSignal.aborted) log.warn({ kind, generationId: generation.id }, 'a stream broke off');
    }
    const { held: last } = sorter;
    if (sorter.isRefused) return { outcome: 'refused', last };
    if ((isWhole || reader.hasEnded) && tally.error === undefined) return { outcome: 'complete', last };
    if (stopSignal.aborted) return { outcome: 'stopped', last: '' };
    // Upstream may have said itself what went wrong.
    return { outcome: 'failed', last: tally.error === undefined ? last + reader.errorEvent(CUT_OFF) : last };
  }

  function pass(text: string): void {
    if (isLeftUnread) return;
    if (caller && (caller.desiredSize ?? 0) <= 0) {
      isLeftUnread = true;
      generation.requestStop();
    } else enqueue(text);
  }

  function enqueue(text: string): void {
    if (text !== '') caller?.enqueue(encoder.encode(text));
  }
}
