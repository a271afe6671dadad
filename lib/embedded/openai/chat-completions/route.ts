import { type Context, openExchange, writeWhole } from '../exchange';
import { readBody, responseHeaders } from '../http';
import { sseResponse } from '../sse';
import { chatCompletion } from './completion';
import { chatRequest, conversationOf } from './request';
import { chatEvents } from './stream';

/** `POST /v1/chat/completions` */
export async function createChatCompletion(request: Request, context: Context): Promise<Response> {
  const body = await readBody(request, chatRequest);
  const exchange = await openExchange(
    {
      api: 'chat.completions',
      idPrefix: 'chatcmpl',
      model: body.model,
      conversation: conversationOf(body),
      maxOutputTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
      params: {
        prompt: 'messages',
        maxOutputTokens: body.max_completion_tokens ? 'max_completion_tokens' : 'max_tokens',
      },
    },
    context,
  );

  if (body.stream) {
    const includeUsage = body.stream_options?.include_usage ?? false;
    return sseResponse(request, {
      headers: responseHeaders(context),
      events: (signal) => chatEvents(exchange, includeUsage, signal),
      onStop: () => exchange.tally.end('cancelled'),
    });
  }
  await writeWhole(exchange, request.signal);
  return Response.json(chatCompletion(exchange), { headers: responseHeaders(context) });
}
