import { failureOnPurpose } from '../errors';
import type { Exchange } from '../exchange';
import { BrokenOff } from '../output';
import { sseEvent } from '../sse';
import type { ResponseRequest } from './request';
import { endedResponse, endStatus, type ItemIds, openResponse, outputItem, textPart } from './response';

/**
 * A response as events: it opens, its one item opens, the deltas follow, and all is closed in the opposite order.
 *
 * @param onEnd told when the reply is whole, before the last event
 */
export async function* responseEvents(
  exchange: Exchange,
  request: ResponseRequest,
  ids: ItemIds,
  onEnd: () => void,
  signal: AbortSignal,
) {
  const { reply, output, tally } = exchange;
  const isCall = reply.kind === 'tool-call';
  const inItem = { item_id: ids.item, output_index: 0 };
  const inPart = { ...inItem, content_index: 0 };
  let sequenceNumber = 0;
  const event = (type: string, fields: object) =>
    sseEvent({ type, sequence_number: sequenceNumber++, ...fields }, type);

  yield event('response.created', { response: openResponse(exchange, request) });
  yield event('response.in_progress', { response: openResponse(exchange, request) });
  if (isCall) tally.sent(output.tokens());
  yield event('response.output_item.added', {
    output_index: 0,
    item: outputItem(exchange, ids, 'in_progress'),
  });
  if (!isCall) yield event('response.content_part.added', { ...inPart, part: textPart('') });

  try {
    for await (const delta of output.deltas(signal)) {
      tally.sent(output.tokens());
      yield isCall
        ? event('response.function_call_arguments.delta', { ...inItem, delta })
        : event('response.output_text.delta', { ...inPart, delta, logprobs: [] });
    }
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
  onEnd();
  const text = output.text();
  if (isCall) {
    yield event('response.function_call_arguments.done', {
      ...inItem,
      name: reply.call.name,
      arguments: text,
    });
  } else {
    yield event('response.output_text.done', { ...inPart, text, logprobs: [] });
    yield event('response.content_part.done', { ...inPart, part: textPart(text) });
  }
  const status = endStatus(exchange);
  yield event('response.output_item.done', { output_index: 0, item: outputItem(exchange, ids, status) });
  yield event(`response.${status}`, { response: endedResponse(exchange, request, ids) });
}
