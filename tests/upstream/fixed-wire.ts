import { chatCompletion } from '@/lib/embedded/openai/chat-completions/completion';
import {
  conversationOf as chatConversation,
  chatRequest,
} from '@/lib/embedded/openai/chat-completions/request';
import { chatEvents } from '@/lib/embedded/openai/chat-completions/stream';
import type { Conversation } from '@/lib/embedded/openai/conversation';
import type { Exchange } from '@/lib/embedded/openai/exchange';
import type { IdPrefix } from '@/lib/embedded/openai/ids';
import type { Api } from '@/lib/embedded/openai/journal';
import {
  conversationOf as responseConversation,
  responseRequest,
} from '@/lib/embedded/openai/responses/request';
import { endedResponse, newItemIds } from '@/lib/embedded/openai/responses/response';
import { responseEvents } from '@/lib/embedded/openai/responses/stream';

/** What a fixed reply needs to know of a request, and how it is put on the wire. */
export type FixedWire = {
  api: Api;
  idPrefix: IdPrefix;
  model: string;
  conversation: Conversation;
  outputLimit: number;
  isStream: boolean;
  /** Equal for requests that are answered with the same bytes, but for ids and numbers. */
  shape: string;
  /** The answer: its events, or its one JSON text. */
  write(exchange: Exchange, signal: AbortSignal): AsyncGenerator<string>;
};

export function readWire(path: string, body: unknown): FixedWire {
  return path === '/v1/responses' ? readResponse(body) : readChat(body);
}

function readChat(body: unknown): FixedWire {
  const request = chatRequest.parse(body);
  const includeUsage = request.stream_options?.include_usage ?? false;
  const isStream = request.stream ?? false;
  return {
    api: 'chat.completions',
    idPrefix: 'chatcmpl',
    model: request.model,
    conversation: chatConversation(request),
    outputLimit: request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY,
    isStream,
    shape: `chat ${isStream} ${includeUsage}`,
    write: (exchange, signal) =>
      isStream ? chatEvents(exchange, includeUsage, signal) : whole(exchange, signal, chatCompletion),
  };
}

function readResponse(body: unknown): FixedWire {
  const request = responseRequest.parse(body);
  const isStream = request.stream ?? false;
  // What the demo repeats of a request in each response is left out.
  const bare = { model: request.model, input: '' };
  return {
    api: 'responses',
    idPrefix: 'resp',
    model: request.model,
    conversation: responseConversation(request),
    outputLimit: request.max_output_tokens ?? Number.POSITIVE_INFINITY,
    isStream,
    shape: `responses ${isStream}`,
    write(exchange, signal) {
      const ids = newItemIds(exchange);
      if (isStream) return responseEvents(exchange, bare, ids, signal);
      return whole(exchange, signal, () => endedResponse(exchange, bare, ids));
    },
  };
}

async function* whole(exchange: Exchange, signal: AbortSignal, toBody: (exchange: Exchange) => object) {
  for await (const _ of exchange.output.thoughtDeltas(signal));
  for await (const _ of exchange.output.deltas(signal));
  exchange.tally.sent(exchange.output.tokens());
  yield JSON.stringify(toBody(exchange));
}
