import { failureOnPurpose } from '../errors';
import type { Exchange } from '../exchange';
import { BrokenOff } from '../output';
import { sseEvent } from '../sse';
import type { ResponseRequest } from './request';
import {
  endedInThought,
  endedResponse,
  endStatus,
  type ItemIds,
  openResponse,
  outputItem,
  reasoningItem,
  summaryPart,
  textPart,
} from './response';

type Event = (type: string, fields: object) => string;

/**
 * A response as events: it opens; each of its items opens, its deltas follow, and it is closed again; and then the
 * response is closed.
 */
export async function* responseEvents(
  exchange: Exchange,
  request: ResponseRequest,
  ids: ItemIds,
  signal: AbortSignal,
) {
  const { output, tally } = exchange;
  let sequenceNumber = 0;
  const event: Event = (type, fields) =>
    sseEvent({ type, sequence_number: sequenceNumber++, ...fields }, type);

  yield event('response.created', { response: openResponse(exchange, request) });
  yield event('response.in_progress', { response: openResponse(exchange, request) });
  yield* thoughtEvents(exchange, ids, event, signal);
  try {
    if (!endedInThought(exchange)) yield* itemEvents(exchange, ids, event, signal);
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    tally.end('failed');
    const { code, message } = failureOnPurpose().body;
    yield event('error', { code, message, param: null });
    const failed = { status: 'failed', error: { code, message } };
    yield event('response.failed', { response: { ...openResponse(exchange, request), ...failed } });
    return;
  }
  tally.end(output.finish());
  yield event(`response.${endStatus(exchange)}`, { response: endedResponse(exchange, request, ids) });
}

/** What it thinks, as a summary of one part. Nothing where it thinks nothing. */
async function* thoughtEvents(exchange: Exchange, ids: ItemIds, event: Event, signal: AbortSignal) {
  const { output, tally } = exchange;
  const inItem = { item_id: ids.reasoning, output_index: 0 };
  const inPart = { ...inItem, summary_index: 0 };
  for await (const delta of output.thoughtDeltas(signal)) {
    if (output.thoughts() === delta) {
      const item = reasoningItem(exchange, ids, 'in_progress');
      yield event('response.output_item.added', { output_index: 0, item });
      yield event('response.reasoning_summary_part.added', { ...inPart, part: summaryPart('') });
    }
    tally.sent(output.tokens());
    yield event('response.reasoning_summary_text.delta', { ...inPart, delta });
  }
  const text = output.thoughts();
  if (!text) return;
  yield event('response.reasoning_summary_text.done', { ...inPart, text });
  yield event('response.reasoning_summary_part.done', { ...inPart, part: summaryPart(text) });
  const item = reasoningItem(exchange, ids, 'completed');
  yield event('response.output_item.done', { output_index: 0, item });
}

/** What it says or calls. @throws BrokenOff */
async function* itemEvents(exchange: Exchange, ids: ItemIds, event: Event, signal: AbortSignal) {
  const { reply, output, tally } = exchange;
  const isCall = reply.kind === 'tool-call';
  const outputIndex = output.thoughts() ? 1 : 0;
  const inItem = { item_id: ids.item, output_index: outputIndex };
  const inPart = { ...inItem, content_index: 0 };

  if (isCall) tally.sent(output.tokens());
  const opened = outputItem(exchange, ids, 'in_progress');
  yield event('response.output_item.added', { output_index: outputIndex, item: opened });
  if (!isCall) yield event('response.content_part.added', { ...inPart, part: textPart('') });

  for await (const delta of output.deltas(signal)) {
    tally.sent(output.tokens());
    yield isCall
      ? event('response.function_call_arguments.delta', { ...inItem, delta })
      : event('response.output_text.delta', { ...inPart, delta, logprobs: [] });
  }

  const text = output.text();
  // Before the last events, which are no news: whoever leaves now has had all of it.
  tally.end(output.finish());
  if (isCall) {
    const { name } = reply.call;
    yield event('response.function_call_arguments.done', { ...inItem, name, arguments: text });
  } else {
    yield event('response.output_text.done', { ...inPart, text, logprobs: [] });
    yield event('response.content_part.done', { ...inPart, part: textPart(text) });
  }
  const item = outputItem(exchange, ids, endStatus(exchange));
  yield event('response.output_item.done', { output_index: outputIndex, item });
}
