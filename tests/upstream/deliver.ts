import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { isObject } from '@/lib/json';
import type { Gate } from '@/tests/support/gate';
import { distort, type StreamEvent } from './distort';
import { formatEvent, isDelta, parseEvent } from './events';
import type { Fault } from './faults';

/** Sends a response as it is, as far as the gate lets it. */
export async function deliver(response: Response, res: ServerResponse, gate?: Gate): Promise<void> {
  sendHead(response, res);
  for await (const chunk of chunksOf(response)) {
    await gate?.passed();
    await write(res, chunk);
  }
  res.end();
}

/**
 * Sends a response with a fault in it.
 *
 * @returns whether a reader could make use of what was sent: half an answer in one piece is of none
 */
export async function deliverFaulty(response: Response, res: ServerResponse, fault: Fault): Promise<boolean> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await deliverEvents(response, res, fault);
    return true;
  }
  return deliverWhole(response, res, fault);
}

async function deliverEvents(response: Response, res: ServerResponse, fault: Fault): Promise<void> {
  sendHead(response, res);
  const afterDeltas = 'afterDeltas' in fault ? fault.afterDeltas : Number.POSITIVE_INFINITY;
  let deltas = 0;

  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(response)) {
    const event = parseEvent(decoder.decode(chunk));
    const distorted = event && distort(fault, event);
    if (!event || distorted) await write(res, distorted ? formatEvent(distorted) : chunk);
    if (event && isDelta(event)) deltas++;
    // Leaving the loop cancels the body, so the demo writes, and counts, nothing beyond this delta.
    if (deltas >= afterDeltas) return breakOff(res, fault, event);
  }
  res.end();
}

async function deliverWhole(response: Response, res: ServerResponse, fault: Fault): Promise<boolean> {
  const text = await response.text();
  sendHead(response, res);
  if ('afterDeltas' in fault) {
    await write(res, text.slice(0, text.length / 2));
    await breakOff(res, fault);
    return false;
  }
  const payload: unknown = JSON.parse(text);
  const distorted = isObject(payload) ? distort(fault, { payload }) : undefined;
  res.end(JSON.stringify(distorted?.payload ?? payload));
  return true;
}

async function breakOff(res: ServerResponse, fault: Fault, last?: StreamEvent): Promise<void> {
  switch (fault.kind) {
    case 'reset':
      // A turn of the loop later, so that what was written is on its way before the reset overtakes it.
      setImmediate(() => res.socket?.resetAndDestroy());
      return;
    case 'stream-error':
      if (last) await write(res, formatEvent(errorAfter(last)));
      res.end();
      return;
    case 'stall':
      return callerLeft(res);
    default:
      res.end();
  }
}

/** The event that tells of an error: one of many with a name and a number in Responses, an odd chunk in Chat. */
function errorAfter({ name, payload }: StreamEvent): StreamEvent {
  const message = 'The model broke off (a fault of the fake upstream).';
  const error = { message, code: 'server_error', param: null };
  if (!name) return { payload: { error: { ...error, type: 'server_error' } } };
  return {
    name: 'error',
    payload: { type: 'error', sequence_number: Number(payload.sequence_number) + 1, ...error },
  };
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  if (!response.body) return;
  for await (const chunk of response.body) yield chunk;
}

function sendHead(response: Response, res: ServerResponse): void {
  res.writeHead(response.status, Object.fromEntries(response.headers));
  res.flushHeaders();
}

/** Writes, and waits while the reader is slow. Writing to a reader that has left does nothing. */
export async function write(res: ServerResponse, chunk: string | Uint8Array): Promise<void> {
  if (res.destroyed || res.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const goOn = () => {
      res.off('drain', goOn).off('close', goOn);
      resolve();
    };
    res.on('drain', goOn).on('close', goOn);
  });
}

/** Resolves when the caller has left. */
export async function callerLeft(res: ServerResponse): Promise<void> {
  if (!res.closed) await once(res, 'close');
}
