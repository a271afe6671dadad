import type { Exchange } from '../exchange';
import { newId, nowInSeconds } from '../ids';
import type { ResponseRequest } from './request';

/** The ids of the items a response of the demo may have: what it thinks, and what it says or calls. */
export type ItemIds = { reasoning: string; item: string; call: string };

/** New ids, with the prefixes that OpenAI’s have. */
export function newItemIds({ reply }: Exchange): ItemIds {
  return {
    reasoning: newId('rs'),
    item: newId(reply.kind === 'tool-call' ? 'fc' : 'msg'),
    call: newId('call'),
  };
}

/** The token counts of a response, with every detail OpenAI reports. */
export function responseUsage({ promptTokens, cachedTokens, output }: Exchange) {
  const outputTokens = output.tokens();
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cachedTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: output.thoughtTokens() },
    total_tokens: promptTokens + outputTokens,
  };
}

type Status = 'in_progress' | 'completed' | 'incomplete';

/** The piece of text in a message. */
export function textPart(text: string) {
  return { type: 'output_text', annotations: [], logprobs: [], text };
}

/** What a response has thought. OpenAI's sum that up, where they are asked to; the demo always has the whole of it. */
export function reasoningItem({ output }: Exchange, ids: ItemIds, status: Status) {
  const summary = status === 'in_progress' ? [] : [summaryPart(output.thoughts())];
  return { id: ids.reasoning, type: 'reasoning', summary };
}

export function summaryPart(text: string) {
  return { type: 'summary_text', text };
}

/** What a response says or calls, as far as it is written. A message in progress has no content yet. */
export function outputItem({ reply, output }: Exchange, ids: ItemIds, status: Status) {
  if (reply.kind === 'tool-call') {
    const { name } = reply.call;
    return { id: ids.item, type: 'function_call', status, arguments: output.text(), call_id: ids.call, name };
  }
  const content = status === 'in_progress' ? [] : [textPart(output.text())];
  return { id: ids.item, type: 'message', status, content, role: 'assistant' };
}

/** How far a reply got, now that it has ended. */
export function endStatus({ output }: Exchange): 'completed' | 'incomplete' {
  return output.finish() === 'length' ? 'incomplete' : 'completed';
}

/** The limit was reached before the first word. */
export function endedInThought({ output }: Exchange): boolean {
  return output.finish() === 'length' && output.thoughts() !== '' && output.text() === '';
}

/** A response that is still being written: the object in its first events. */
export function openResponse(exchange: Exchange, request: ResponseRequest) {
  return {
    id: exchange.id,
    object: 'response',
    created_at: exchange.created,
    status: 'in_progress',
    background: false,
    completed_at: null,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: null,
    model: exchange.model.version,
    output: [],
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: { effort: null, summary: null },
    safety_identifier: request.safety_identifier ?? null,
    service_tier: 'default',
    store: false,
    temperature: request.temperature ?? 1,
    text: { format: request.text?.format ?? { type: 'text' }, verbosity: 'medium' },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    top_logprobs: 0,
    top_p: request.top_p ?? 1,
    truncation: 'disabled',
    usage: null,
    user: request.user ?? null,
    metadata: request.metadata ?? {},
  };
}

/** A response that has ended, as `POST /v1/responses` answers it in one piece. */
export function endedResponse(exchange: Exchange, request: ResponseRequest, ids: ItemIds) {
  const status = endStatus(exchange);
  return {
    ...openResponse(exchange, request),
    status,
    completed_at: status === 'completed' ? nowInSeconds() : null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    output: [
      ...(exchange.output.thoughts() ? [reasoningItem(exchange, ids, status)] : []),
      ...(endedInThought(exchange) ? [] : [outputItem(exchange, ids, status)]),
    ],
    usage: responseUsage(exchange),
  };
}
