import { utcDay } from '../utc-day';
import type { ModelProvider } from '../vocabulary';

/** What a message to a model may hold. */
export type InputKind = 'text' | 'image' | 'pdf';

/** A model that a person can choose. All limits are in tokens. */
export interface CatalogModel {
  readonly id: string;
  readonly name: string;
  readonly provider: ModelProvider;
  /** The model that it is, where its id is a name of its own, such as that of a deployment on Azure. */
  readonly servedAs?: string;
  /** Prompt and output together. */
  readonly contextWindow: number;
  /** The longest prompt, where the vendor limits it apart from the window. */
  readonly maxInputTokens?: number;
  readonly maxOutputTokens: number;
  /** The output limit that is sent upstream, and held for, when the caller asks for none. */
  readonly defaultOutputTokens: number;
  readonly accepts: readonly InputKind[];
  readonly tools: boolean;
  /** Thinks before it answers, in output tokens. */
  readonly reasoning: boolean;
  /** Its tokens for each token of o200k_base, for counting where the server reports no usage. 1 when left out. */
  readonly tokenFactor?: number;
  /** The day (UTC) from which the vendor no longer answers, `YYYY-MM-DD`. */
  readonly retiresOn?: string;
  /** One short sentence for the picker. */
  readonly description: string;
}

/** The model that it is, on which hangs how its tokens are counted. */
export function servedModelId({ id, servedAs = id }: Pick<CatalogModel, 'id' | 'servedAs'>): string {
  return servedAs;
}

/** The longest prompt that leaves room for an output of this many tokens. */
export function promptLimit(model: CatalogModel, outputTokens: number): number {
  const room = Math.max(model.contextWindow - outputTokens, 0);
  return Math.min(room, model.maxInputTokens ?? room);
}

/**
 * An output limit for callers who ask for none: more for a model that thinks, and a quarter of the window at most, so that a
 * prompt has room.
 */
export function defaultOutputOf({
  contextWindow,
  maxOutputTokens,
  reasoning,
}: Pick<CatalogModel, 'contextWindow' | 'maxOutputTokens' | 'reasoning'>): number {
  return Math.min(reasoning ? 8_192 : 4_096, maxOutputTokens, Math.ceil(contextWindow / 4));
}

/** Leaves out the models that their vendor has retired by then. */
export function availableModels(models: readonly CatalogModel[], at: Date): CatalogModel[] {
  const day = utcDay(at);
  return models.filter(({ retiresOn }) => retiresOn === undefined || day < retiresOn);
}
