import 'server-only';
import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createDemoUpstream } from '../embedded/openai';
import { env } from '../env';
import type { CatalogModel } from './catalog';
import { upstreamFetch } from './upstream-fetch';

/** Where models are called: OpenAI, a compatible server, or the built-in demo when neither is set. */
interface Upstream {
  provider: CatalogModel['provider'];
  baseUrl: string;
  apiKey: string;
  api: 'responses' | 'chat';
  /** Stands in for the network when the upstream is embedded. */
  fetch: typeof fetch;
}

export const upstream: Upstream = chooseUpstream();

function chooseUpstream(): Upstream {
  if (env.OPENAI_BASE_URL) {
    return {
      provider: 'compatible',
      baseUrl: env.OPENAI_BASE_URL,
      // Most servers of one's own need no key, but the client wants one.
      apiKey: env.OPENAI_API_KEY ?? 'none',
      // Compatible servers speak Chat Completions; few have the Responses API.
      api: env.OPENAI_API ?? 'chat',
      fetch: upstreamFetch,
    };
  }
  const openai = { baseUrl: 'https://api.openai.com/v1', api: env.OPENAI_API ?? 'responses' } as const;
  if (env.OPENAI_API_KEY)
    return { ...openai, provider: 'openai', apiKey: env.OPENAI_API_KEY, fetch: upstreamFetch };
  return { ...openai, provider: 'demo', apiKey: 'demo', fetch: createDemoUpstream() };
}

const openai = createOpenAI({ baseURL: upstream.baseUrl, apiKey: upstream.apiKey, fetch: upstream.fetch });

/** The unmetered client of a model. Only `lib/metering` may call it, wrapped in `meteredModel`. */
export function languageModel(id: string): LanguageModelV4 {
  return upstream.api === 'chat' ? openai.chat(id) : openai.responses(id);
}
