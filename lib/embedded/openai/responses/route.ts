import { previousResponseNotFound } from '../errors';
import { type Context, openExchange, writeWhole } from '../exchange';
import { readBody, responseHeaders } from '../http';
import { sseResponse } from '../sse';
import { conversationOf, responseRequest } from './request';
import { endedResponse, newItemIds } from './response';
import { responseEvents } from './stream';

/** `POST /v1/responses`. Nothing is stored, so a request has the whole conversation. */
export async function createResponse(request: Request, context: Context): Promise<Response> {
  const body = await readBody(request, responseRequest);
  if (body.previous_response_id) throw previousResponseNotFound(body.previous_response_id);
  const exchange = await openExchange(
    {
      api: 'responses',
      idPrefix: 'resp',
      model: body.model,
      conversation: conversationOf(body),
      maxOutputTokens: body.max_output_tokens ?? undefined,
      params: { prompt: 'input', maxOutputTokens: 'max_output_tokens' },
    },
    context,
  );
  const ids = newItemIds(exchange);

  if (body.stream) {
    return sseResponse(request, {
      headers: responseHeaders(context),
      events: (signal) => responseEvents(exchange, body, ids, signal),
      onStop: () => exchange.tally.end('cancelled'),
    });
  }
  await writeWhole(exchange, request.signal);
  return Response.json(endedResponse(exchange, body, ids), { headers: responseHeaders(context) });
}
