import { AppError } from '../errors';
import { toAppError } from '../http';
import { parseObject } from '../json';
import { log } from '../log';
import type { Outcome } from '../metering/call';
import { withoutSecrets } from '../models/openai-client';
import type { Passed } from './pass-whole';
import type { ApiAnswer } from './route';
import { kindOfError } from './upstream-refusal';
import { EventSplitter, type ServerSentEvent } from './wire/event-splitter';

const encoder = new TextEncoder();
const CUT_OFF = {
  code: 'upstream_broke_off',
  message: 'The reply broke off at the model’s server. You pay for what arrived. Try again.',
};

/**
 * Passes on a stream of server-sent events and settles its generation when it ends, however it ends. Upstream is read
 * at once, into a queue that the caller drains; each event is passed on as it came. From the one that says how the reply
 * ends, or what went wrong, they wait for the settlement: whoever has seen the end has been billed.
 */
export function passStream({ response, generation, reader, stopSignal, headers }: Passed): ApiAnswer {
  const { tally } = generation;
  let caller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      caller = controller;
    },
    cancel() {
      caller = undefined;
    },
  });
  headers.set('content-type', response.headers.get('content-type') ?? 'text/event-stream');
  // Compressed, each event would cost more than it saves.
  headers.set('cache-control', 'no-cache, no-transform');
  // Proxies in front of us, such as nginx, would hold the events back.
  headers.set('x-accel-buffering', 'no');
  return { response: new Response(body, { status: response.status, headers }), ended: pump() };

  async function pump(): Promise<void> {
    const { outcome, last } = await drain();
    const settled = await generation.settle(outcome).catch(toAppError);
    pass(settled instanceof AppError ? reader.errorEvent(settled) : last);
    caller?.close();
  }

  /** @returns how it ended, and what is to be passed on when that is settled */
  async function drain(): Promise<{ outcome: Outcome; last: string }> {
    let held = '';
    let isWhole = false;
    try {
      for await (const events of eventsOf(response, stopSignal)) {
        let ready = '';
        let unsaved = '';
        for (const event of events) {
          const passed = read(event);
          if (reader.finished || tally.error !== undefined) held += passed;
          else if (!generation.needsCheckpoint() && unsaved === '') ready += passed;
          else unsaved += passed;
        }
        pass(ready);
        if (reader.finished) {
          // What came with the end is shown with it, billed by then: a checkpoint would be a statement for nothing.
          held = unsaved + held;
        } else if (unsaved !== '') {
          await generation.checkpoint();
          pass(unsaved);
        }
      }
      isWhole = reader.isWhole && !stopSignal.aborted;
    } catch (error) {
      const kind = kindOfError(error);
      if (!stopSignal.aborted) log.warn({ kind, generationId: generation.id }, 'a stream broke off');
    }
    if ((isWhole || reader.finished) && tally.error === undefined) return { outcome: 'complete', last: held };
    if (stopSignal.aborted) return { outcome: 'stopped', last: '' };
    // Upstream may have said itself what went wrong.
    return { outcome: 'failed', last: tally.error === undefined ? held + reader.errorEvent(CUT_OFF) : held };
  }

  /** @returns what is passed on of it */
  function read({ raw, data }: ServerSentEvent): string {
    const payload = parseObject(data);
    if (payload === undefined) return data === '[DONE]' ? raw : withoutSecrets(raw);
    switch (reader.readEvent(payload)) {
      case 'pass':
        return raw;
      case 'withhold':
        return '';
      case 'error':
        return withoutSecrets(raw);
    }
  }

  function pass(text: string): void {
    if (text !== '') caller?.enqueue(encoder.encode(text));
  }
}

/** The events of a body, as many together as came together. Ends when stopped, and upstream with it. */
async function* eventsOf(response: Response, stopSignal: AbortSignal): AsyncGenerator<ServerSentEvent[]> {
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
    // Nobody reads on, so upstream need not write on. Of a body that has ended, this does nothing.
    cancel();
  }
}
