import 'server-only';
import { env } from '../env';
import { UnknownModelError } from '../errors';
import { priceFor } from '../pricing/price-book';
import type { Rates } from '../pricing/rates';
import { availableModels, type CatalogModel, type InputKind, promptLimit } from './catalog';
import { parseModelList } from './catalog-from-setting';
import { DEMO_MODELS } from './demo-models';
import { OPENAI_MODELS } from './openai-models';
import { ServerCatalog } from './server-catalog';
import { upstream } from './upstream';
import { UpstreamError } from './upstream-failure';
import { warnOfUnpriced } from './warn-of-unpriced';

/** A model as the picker shows it. */
export interface ModelChoice {
  id: string;
  name: string;
  description: string;
  contextWindow: number;
  /** The most tokens that a prompt may have: fewer than the window has, where the vendor limits it apart. */
  promptTokens: number;
  /** The most tokens that a reply may have. */
  replyTokens: number;
  /** What a message to it may hold. Text files are sent as text. */
  accepts: readonly InputKind[];
  /** Whether it can use those of `lib/chats/tools`. */
  tools: boolean;
  /** Thinks before it answers, in output tokens. */
  reasoning: boolean;
  /** As of now; null: unpriced. */
  price: Rates | null;
  /** It is not a model, but built-in text. */
  demo: boolean;
}

/**
 * The models to choose from, the default one first. For a page, which has words of its own for there being none: none
 * while a compatible server has never said which it has.
 */
export async function listModels(): Promise<ModelChoice[]> {
  return listModelsOrThrow().catch((error: unknown) => {
    if (error instanceof UpstreamError) return [];
    throw error;
  });
}

/**
 * The models to choose from, the default one first.
 *
 * @throws UpstreamError while a compatible server has never said which it has
 */
export async function listModelsOrThrow(): Promise<ModelChoice[]> {
  const models = (await catalog()).map(toChoice);
  warnOfUnpriced(models);
  return models;
}

/**
 * A model of the catalog; nothing when it is not there.
 *
 * @throws UpstreamError while a compatible server has never said which models it has
 */
export async function findModel(id: string): Promise<CatalogModel | undefined> {
  return (await catalog()).find((candidate) => candidate.id === id);
}

/**
 * A model of the catalog.
 *
 * @throws UnknownModelError when it is not there, and what `findModel` throws
 */
export async function requireModel(id: string): Promise<CatalogModel> {
  const model = await findModel(id);
  if (!model) throw new UnknownModelError(id);
  return model;
}

let chosenByOperator: CatalogModel[] | undefined;
const serverCatalog = new ServerCatalog(upstream);

async function catalog(): Promise<CatalogModel[]> {
  return availableModels(await listed(), new Date());
}

async function listed(): Promise<readonly CatalogModel[]> {
  if (env.OPENAI_MODELS) {
    chosenByOperator ??= parseModelList(env.OPENAI_MODELS, upstream.provider);
    return chosenByOperator;
  }
  switch (upstream.provider) {
    case 'demo':
      return DEMO_MODELS;
    case 'openai':
      return OPENAI_MODELS;
    case 'compatible':
      return serverCatalog.models();
  }
}

function toChoice(model: CatalogModel): ModelChoice {
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    contextWindow: model.contextWindow,
    promptTokens: promptLimit(model, 0),
    replyTokens: model.defaultOutputTokens,
    accepts: model.accepts,
    tools: model.tools,
    reasoning: model.reasoning,
    price: priceFor({ provider: model.provider, model: model.id, at: new Date() }) ?? null,
    demo: model.provider === 'demo',
  };
}
