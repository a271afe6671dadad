import type { Message } from '../conversation';
import { type Context, openExchange, writeWhole } from '../exchange';
import { readBody, responseHeaders } from '../http';
import { sseResponse } from '../sse';
import { conversationOf, responseRequest } from './request';
import { endedResponse, newItemIds } from './response';
import type { ResponseStore } from './store';
import { responseEvents } from './stream';

/** `POST /v1/responses` */
export async function createResponse(
  request: Request,
  context: Context,
  store: ResponseStore,
): Promise<Response> {
  const body = await readBody(request, responseRequest);
  const conversation = conversationOf(body, store);
  const exchange = await openExchange(
    {
      api: 'responses',
      idPrefix: 'resp',
      model: body.model,
      conversation,
      maxOutputTokens: body.max_output_tokens ?? undefined,
      params: { prompt: 'input', maxOutputTokens: 'max_output_tokens' },
    },
    context,
  );
  const ids = newItemIds(exchange);

  if (body.stream) {
    return sseResponse(request, {
      headers: responseHeaders(context),
      events: (signal) => responseEvents(exchange, body, ids, remember, signal),
      onStop: () => exchange.tally.end('cancelled'),
    });
  }
  await writeWhole(exchange, request.signal);
  remember();
  return Response.json(endedResponse(exchange, body, ids), { headers: responseHeaders(context) });

  function remember() {
    if (body.store === false) return;
    const { reply, output, id } = exchange;
    const answer: Message =
      reply.kind === 'tool-call'
        ? {
            role: 'assistant',
            text: '',
            toolCalls: [{ id: ids.call, name: reply.call.name, arguments: output.text() }],
          }
        : { role: 'assistant', text: output.text() };
    // Instructions hold for one request only; whoever goes on sends them again.
    const said = body.instructions ? conversation.messages.slice(1) : conversation.messages;
    store.remember({ id, itemId: ids.item, conversation: said, answer });
  }
}
