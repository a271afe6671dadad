import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible, type OpenAICompatibleProviderSettings } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { defaultSettingsMiddleware, wrapLanguageModel } from 'ai';
import type { ModelProvider } from '../vocabulary';
import { catalogModelById } from './catalog-by-id';
import { chatUsage } from './chat-usage';
import { endingStreams } from './ending-streams';
import { isNamedByOpenAI, refusesMaxTokens } from './named-by-openai';
import { readingUsageInChoice } from './reading-usage-in-choice';
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
 * What was said is in our database, and goes whole with each call. Of what is stored the client sends mere ids, which OpenAI
 * knows for 30 days, and for this key's project only: https://developers.openai.com/api/docs/guides/your-data
 */
const NOT_STORED = { store: false };

/** @param servedAs which model it is, where its id does not say so */
type LanguageModels = (id: string, servedAs?: string) => LanguageModelV4;

/**
 * The AI SDK's clients of a server's models, by their ids; unmetered. The client of OpenAI leaves out what compatible
 * servers think, which is no part of OpenAI's Chat Completions, so these have a client of their own.
 */
export function createLanguageModels(server: ModelServer): LanguageModels {
  const { provider, baseUrl, apiKey, api } = server;
  const fetch = endingStreams(server.fetch);
  const openai = createOpenAI({ baseURL: baseUrl, apiKey, fetch });
  if (api === 'responses') {
    const withSummaries = reasoningSummaries();
    return (id, servedAs = id) => {
      const model = withOptions(NOT_STORED, takingWhat(servedAs, openai.responses(id)));
      const { reasoning } = catalogModelById(servedAs, provider);
      return provider === 'openai' && reasoning ? withSummaries(model) : model;
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
  const withUsage = (model: LanguageModelV4) =>
    wrapLanguageModel({ model, middleware: readingUsageInChoice });
  return (id, servedAs = id) => {
    if (provider === 'openai') return withOptions(NOT_STORED, takingWhat(servedAs, openai.chat(id)));
    return isNamedByOpenAI(servedAs) ? takingWhat(servedAs, openai.chat(id)) : withUsage(compatible(id));
  };
}

/** OpenAI's client tells by a model's id what it takes; of one with a name of its own it has to be told. */
function takingWhat(servedAs: string, model: LanguageModelV4): LanguageModelV4 {
  if (servedAs === model.modelId) return model;
  return withOptions({ forceReasoning: refusesMaxTokens(servedAs) }, model);
}

function withOptions(openai: Record<string, boolean>, model: LanguageModelV4): LanguageModelV4 {
  const middleware = defaultSettingsMiddleware({ settings: { providerOptions: { openai } } });
  return wrapLanguageModel({ model, middleware });
}

/** The client's own leaves out what only some servers tell. */
const convertUsage: OpenAICompatibleProviderSettings['convertUsage'] = (usage) => chatUsage(usage ?? {});
