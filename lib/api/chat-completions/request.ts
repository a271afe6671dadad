import { z } from 'zod';
import { listOf } from '@/lib/list-of';
import type { CatalogModel } from '@/lib/models';
import { servedModelId } from '@/lib/models/catalog';
import { refusesMaxTokens } from '@/lib/models/named-by-openai';
import { UnsupportedParameterError } from '../errors';
import { refuseParameters, refuseUnmeterable } from '../unmeterable';

const limit = z.int().min(1).nullish();

/** As much as is looked at; everything else is passed on as it is. */
export const chatRequest = z.looseObject({
  model: z.string(),
  messages: listOf(z.looseObject({ role: z.string() })),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.int().min(1).max(128).nullish(),
  max_tokens: limit,
  max_completion_tokens: limit,
  modalities: z.array(z.unknown()).nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;

const REFUSED = {
  audio: 'audio has prices of its own.',
  prediction: 'rejected predictions are billed on top of the reply.',
  // xAI: it answers with an id, and charges what nobody has counted. https://docs.x.ai/docs/guides/deferred-chat-completions
  deferred: 'a completion must be read as it is made.',
};

/** @throws UnsupportedParameterError for what can't be metered by tokens alone */
export function refuseUnmeterableChat(request: ChatRequest): void {
  refuseUnmeterable(request);
  refuseParameters(request, REFUSED);
  if (request.modalities?.some((modality) => modality !== 'text')) {
    throw new UnsupportedParameterError(
      'modalities',
      "'modalities' may be ['text'] here: audio has prices of its own.",
    );
  }
}

/** How many output tokens the caller wants at most, in each choice; undefined when it doesn't say. */
export function wantedOutput({ max_tokens, max_completion_tokens }: ChatRequest): number | undefined {
  const limits = [max_tokens, max_completion_tokens].filter((tokens) => typeof tokens === 'number');
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/**
 * The request as it goes to upstream: with the output limit that was reserved, under a name that the model takes, and never
 * stored at OpenAI; other servers may not know `store`.
 */
export function upstreamRequest(request: ChatRequest, model: CatalogModel, maxOutputTokens: number) {
  const { max_tokens, max_completion_tokens, ...rest } = request;
  return {
    ...rest,
    ...(model.provider === 'openai' && { store: false }),
    ...Object.fromEntries(limitNames(request, model).map((name) => [name, maxOutputTokens])),
    ...(request.stream && { stream_options: { ...request.stream_options, include_usage: true } }),
  };
}

/**
 * Most compatible servers know the old name only, and reply without any limit to a request with the new one, as Ollama
 * does: https://github.com/ollama/ollama/issues/7125. OpenAI's reasoning models know the new one only.
 */
function limitNames(request: ChatRequest, model: CatalogModel): string[] {
  if (model.provider === 'compatible') {
    return [refusesMaxTokens(servedModelId(model)) ? 'max_completion_tokens' : 'max_tokens'];
  }
  const given = ['max_tokens', 'max_completion_tokens'].filter((name) => request[name] != null);
  return given.length > 0 ? given : ['max_completion_tokens'];
}
