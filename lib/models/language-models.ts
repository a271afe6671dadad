import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible, type OpenAICompatibleProviderSettings } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ModelProvider } from './catalog';
import { catalogModelById } from './catalog-by-id';
import { isNamedByOpenAI } from './named-by-openai';
import { reasoningSummaries } from './reasoning-summaries';

/** A server of models, and how to call it. */
export interface ModelServer {
  provider: ModelProvider;
  /** Includes the version path. */
  baseUrl: string;
  apiKey: string;
  api: 'responses' | 'chat';
  /** Stands in for the network when the server is embedded. */
  fetch: typeof fetch;
}

/**
 * The AI SDK's clients of a server's models, by their ids; unmetered. The client of OpenAI leaves out what compatible
 * servers think, which is no part of OpenAI's Chat Completions, so these have a client of their own.
 */
export function createLanguageModels(server: ModelServer): (id: string) => LanguageModelV4 {
  const { provider, baseUrl, apiKey, api, fetch } = server;
  const openai = createOpenAI({ baseURL: baseUrl, apiKey, fetch });
  if (api === 'responses') {
    const withSummaries = reasoningSummaries();
    return (id) => {
      const model = openai.responses(id);
      return provider === 'openai' && catalogModelById(id, provider).reasoning ? withSummaries(model) : model;
    };
  }

  const compatible = createOpenAICompatible({
    name: 'compatible',
    baseURL: baseUrl,
    apiKey,
    fetch,
    includeUsage: true,
    convertUsage,
  });
  return (id) => (provider === 'openai' || isNamedByOpenAI(id) ? openai.chat(id) : compatible(id));
}

/** With what was written to the cache, of which the client knows nothing: OpenRouter tells it of Anthropic's models. */
const convertUsage: OpenAICompatibleProviderSettings['convertUsage'] = (usage) => {
  const { prompt_tokens_details: input, completion_tokens_details: output } = usage ?? {};
  return {
    inputTokens: {
      total: usage?.prompt_tokens ?? undefined,
      noCache: undefined,
      cacheRead: input?.cached_tokens ?? undefined,
      cacheWrite: typeof input?.cache_write_tokens === 'number' ? input.cache_write_tokens : undefined,
    },
    outputTokens: {
      total: usage?.completion_tokens ?? undefined,
      text: undefined,
      reasoning: output?.reasoning_tokens ?? undefined,
    },
  };
};
