import type { Exchange } from '../exchange';
import { newId } from '../ids';

/** The token counts of a chat completion, with every detail OpenAI reports. */
export function chatUsage({ promptTokens, cachedTokens, output }: Exchange) {
  const completionTokens = output.tokens();
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: output.thoughtTokens(),
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** The fields that a completion and each of its chunks have in common. */
export function envelope<Kind extends 'chat.completion' | 'chat.completion.chunk'>(
  exchange: Exchange,
  object: Kind,
) {
  return {
    id: exchange.id,
    object,
    created: exchange.created,
    model: exchange.model.version,
    service_tier: 'default' as const,
    system_fingerprint: 'fp_tokentally',
  };
}

/** Thoughts are not in OpenAI's format: `reasoning_content` is what DeepSeek, and others after it, have for them. */
function reasoning({ output }: Exchange) {
  return output.thoughts() ? { reasoning_content: output.thoughts() } : {};
}

/** A finished reply as `POST /v1/chat/completions` answers it in one piece. */
export function chatCompletion(exchange: Exchange) {
  const { reply, output } = exchange;
  const answer =
    reply.kind === 'tool-call'
      ? {
          content: null,
          tool_calls: [
            {
              id: newId('call'),
              type: 'function',
              function: { name: reply.call.name, arguments: output.text() },
            },
          ],
        }
      : { content: output.text() };
  return {
    ...envelope(exchange, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', refusal: null, annotations: [], ...reasoning(exchange), ...answer },
        logprobs: null,
        finish_reason: output.finish(),
      },
    ],
    usage: chatUsage(exchange),
  };
}
