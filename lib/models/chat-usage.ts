import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { type JsonObject, numberAt, objectAt, objectsAt } from '../json';

/**
 * What a server of Chat Completions says was used. Servers agree on OpenAI's names, and not on what else there is:
 * - OpenRouter tells in the details what was written to the cache, and LiteLLM there, under another name, or beside them:
 *   https://docs.litellm.ai/docs/completion/prompt_caching;
 * - DeepSeek and Kimi have names of their own for what was read from it: https://api-docs.deepseek.com/api/create-chat-completion,
 *   https://platform.kimi.ai/docs/api/chat;
 * - xAI reports what a model thinks beside `completion_tokens`, and the total has both:
 *   https://docs.x.ai/docs/key-information/consumption-and-rate-limits.
 */
export function chatUsage(usage: JsonObject): LanguageModelV4Usage {
  const input = objectAt(usage, 'prompt_tokens_details');
  const output = objectAt(usage, 'completion_tokens_details');
  const reasoning = numberAt(output, 'reasoning_tokens');
  return {
    inputTokens: {
      total: numberAt(usage, 'prompt_tokens'),
      noCache: undefined,
      cacheRead:
        numberAt(input, 'cached_tokens') ??
        numberAt(usage, 'prompt_cache_hit_tokens') ??
        numberAt(usage, 'cached_tokens'),
      cacheWrite:
        numberAt(input, 'cache_write_tokens') ??
        numberAt(input, 'cache_creation_tokens') ??
        numberAt(usage, 'cache_creation_input_tokens'),
    },
    outputTokens: { total: outputOf(usage, reasoning), text: undefined, reasoning },
  };
}

/**
 * Completion and reasoning, where they are beside each other: the total shows it or, where that shows nothing, the one is too
 * small to have the other. A total that shows the opposite is believed: some gateways only estimate what was thought.
 */
function outputOf(usage: JsonObject, reasoning = 0): number | undefined {
  const completion = numberAt(usage, 'completion_tokens');
  const prompt = numberAt(usage, 'prompt_tokens');
  if (prompt === undefined || completion === undefined) return completion;
  const areWhole = [prompt, completion, reasoning].every((tokens) => Number.isInteger(tokens) && tokens >= 0);
  const [within, beside] = [prompt + completion, prompt + completion + reasoning];
  const areBeside =
    usage.total_tokens === beside || (usage.total_tokens !== within && reasoning > completion);
  return areWhole && areBeside ? completion + reasoning : completion;
}

/** The usage that Kimi's streams have in the choice, rather than beside it. */
export function usageInChoice(chunk: JsonObject): unknown {
  return objectsAt(chunk, 'choices')[0]?.usage;
}
