import 'server-only';
import { env } from '../env';
import { UnknownModelError } from '../errors';
import { log } from '../log';
import { priceFor } from '../pricing/price-book';
import type { Rates } from '../pricing/rates';
import { availableModels, type CatalogModel, type InputKind } from './catalog';
import { catalogFromModelsResponse } from './catalog-from-response';
import { parseModelList } from './catalog-from-setting';
import { DEMO_MODELS } from './demo-models';
import { OPENAI_MODELS } from './openai-models';
import { upstream } from './upstream';
import { warnOfUnpriced } from './warn-of-unpriced';

/** A model as the picker shows it. */
export interface ModelChoice {
  id: string;
  name: string;
  description: string;
  contextWindow: number;
  /** The most tokens that a reply may have. */
  replyTokens: number;
  /** What a message to it may hold. Text files are sent as text. */
  accepts: readonly InputKind[];
  /** As of now; null: unpriced. */
  price: Rates | null;
  /** It is not a model, but built-in text. */
  demo: boolean;
}

/** The models to choose from, the default one first. */
export async function listModels(): Promise<ModelChoice[]> {
  const models = (await catalog()).map(toChoice);
  warnOfUnpriced(models);
  return models;
}

/** @throws UnknownModelError when it is not in the catalog */
export async function findModel(id: string): Promise<CatalogModel> {
  const model = (await catalog()).find((candidate) => candidate.id === id);
  if (!model) throw new UnknownModelError(id);
  return model;
}

let chosenByOperator: CatalogModel[] | undefined;

async function catalog(): Promise<CatalogModel[]> {
  if (env.OPENAI_MODELS) {
    chosenByOperator ??= parseModelList(env.OPENAI_MODELS, upstream.provider);
    return chosenByOperator;
  }
  switch (upstream.provider) {
    case 'demo':
      return [...DEMO_MODELS];
    case 'openai':
      return availableModels(OPENAI_MODELS, new Date());
    case 'compatible':
      return serverCatalog();
  }
}

const CACHE_MS = 5 * 60_000;
const TIMEOUT_MS = 5_000;
let cached: { models: CatalogModel[]; untilMs: number } | undefined;

/** What the compatible server lists itself. While it can't be reached: what it listed last. */
async function serverCatalog(): Promise<CatalogModel[]> {
  if (cached && Date.now() < cached.untilMs) return cached.models;
  try {
    const response = await upstream.fetch(`${upstream.baseUrl}/models`, {
      headers: { Authorization: `Bearer ${upstream.apiKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    cached = { models: catalogFromModelsResponse(await response.json()), untilMs: Date.now() + CACHE_MS };
  } catch (error) {
    log.warn({ reason: String(error) }, 'the server at OPENAI_BASE_URL could not list its models');
  }
  return cached?.models ?? [];
}

function toChoice(model: CatalogModel): ModelChoice {
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    contextWindow: model.contextWindow,
    replyTokens: model.defaultOutputTokens,
    accepts: model.accepts,
    price: priceFor({ provider: model.provider, model: model.id, at: new Date() }) ?? null,
    demo: model.provider === 'demo',
  };
}
