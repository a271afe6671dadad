import { isObject, type JsonObject } from '@/lib/json';
import type { Fault } from './faults';

/** An event of a stream, taken apart. */
export type StreamEvent = { name?: string; payload: JsonObject };

/**
 * Makes one event or one whole answer as a faulty upstream would. An event that such an upstream would not have sent
 * becomes `undefined`.
 */
export function distort(fault: Fault, event: StreamEvent): StreamEvent | undefined {
  switch (fault.kind) {
    case 'no-usage':
      return withoutUsage(event);
    case 'usage-with-choices':
      return isUsageChunk(event.payload) ? withPayload(event, { choices: [lastChoice] }) : event;
    case 'early-usage':
      return isFirstChunk(event.payload) ? withPayload(event, { usage: { completion_tokens: 1 } }) : event;
    case 'length':
      return ended(event, 'length', 'max_output_tokens');
    case 'content-filter':
      return ended(event, 'content_filter', 'content_filter');
    case 'repeated-id':
      return withEnvelope(event, (envelope) => ({ ...envelope, id: repeatedId(envelope.id) }));
    case 'missing-id':
      return withEnvelope(event, ({ id: _, ...envelope }) => envelope);
    case 'wrong-clock':
      return withEnvelope(event, (envelope) => ({
        ...envelope,
        ['created' in envelope ? 'created' : 'created_at']: fault.created,
      }));
    default:
      return event;
  }
}

/** The id a caller sees instead of the real one. */
export function distortId(fault: Fault, id: string): string | null {
  if (fault.kind === 'missing-id') return null;
  return fault.kind === 'repeated-id' ? repeatedId(id) : id;
}

function repeatedId(id: unknown): string {
  return String(id).startsWith('resp_') ? 'resp_123' : 'chatcmpl-123';
}

const lastChoice = { index: 0, delta: {}, logprobs: null, finish_reason: 'stop' };

function withPayload(event: StreamEvent, change: JsonObject): StreamEvent {
  return { ...event, payload: { ...event.payload, ...change } };
}

/** Changes what has the id and the clock: a completion or chunk itself, or the response within an event. */
function withEnvelope(event: StreamEvent, change: (envelope: JsonObject) => JsonObject): StreamEvent {
  const { payload } = event;
  if (isObject(payload.response)) return withPayload(event, { response: change(payload.response) });
  return 'object' in payload ? { ...event, payload: change(payload) } : event;
}

function isUsageChunk(payload: JsonObject): boolean {
  return Array.isArray(payload.choices) && payload.choices.length === 0;
}

function isFirstChunk({ choices }: JsonObject): boolean {
  const [choice] = Array.isArray(choices) ? choices : [];
  return isObject(choice) && isObject(choice.delta) && 'role' in choice.delta;
}

function withoutUsage(event: StreamEvent): StreamEvent | undefined {
  if (isUsageChunk(event.payload)) return undefined;
  return withEnvelope(event, ({ usage: _, ...envelope }) => envelope);
}

/** Gives another reason for the end, in the words of each API. */
function ended(event: StreamEvent, finishReason: string, incompleteReason: string): StreamEvent {
  const { payload } = event;
  if (Array.isArray(payload.choices)) {
    const choices = payload.choices.map((choice) =>
      isObject(choice) && choice.finish_reason ? { ...choice, finish_reason: finishReason } : choice,
    );
    return withPayload(event, { choices });
  }
  const incomplete = { status: 'incomplete', incomplete_details: { reason: incompleteReason } };
  if (payload.type === 'response.completed' && isObject(payload.response)) {
    const type = 'response.incomplete';
    return { name: type, payload: { ...payload, type, response: { ...payload.response, ...incomplete } } };
  }
  return payload.object === 'response' ? withPayload(event, incomplete) : event;
}
