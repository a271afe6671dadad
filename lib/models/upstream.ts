import 'server-only';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createDemoUpstream } from '../embedded/openai';
import { env } from '../env';
import type { CatalogModel } from './catalog';
import { createLanguageModels, type ModelServer } from './language-models';
import type { UnmeteredModel } from './unmetered-model';
import { upstreamFetch } from './upstream-fetch';

/** Where models are called: OpenAI, a compatible server, or the built-in demo when neither is set. */
export const upstream: ModelServer = chooseUpstream();

function chooseUpstream(): ModelServer {
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

const createModel = createLanguageModels(upstream);
const languageModels = new Map<CatalogModel['id'], LanguageModelV4>();

/** The client of a model of the catalog, made once: its schemas cost a millisecond. */
export function languageModel({ id, servedAs }: CatalogModel): UnmeteredModel {
  const unmetered = languageModels.get(id) ?? createModel(id, servedAs);
  languageModels.set(id, unmetered);
  return { unmetered };
}
