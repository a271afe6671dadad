import { z } from 'zod';
import { listOf } from '@/lib/list-of';
import type { CatalogModel } from '@/lib/models';
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
  web_search_options: 'searches are billed by the call, which is not metered.',
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

/** The request as it goes to upstream: with the output limit that was reserved, under the caller's name for it. */
export function upstreamRequest(request: ChatRequest, model: CatalogModel, maxOutputTokens: number) {
  // Most compatible servers know the old name only, and OpenAI's reasoning models the new one only.
  const knowsOldName = model.provider === 'compatible' && !refusesMaxTokens(model.id);
  const ownName = knowsOldName ? 'max_tokens' : 'max_completion_tokens';
  const names = (['max_tokens', 'max_completion_tokens'] as const).filter((name) => request[name] != null);
  return {
    ...request,
    ...Object.fromEntries((names.length > 0 ? names : [ownName]).map((name) => [name, maxOutputTokens])),
    ...(request.stream && { stream_options: { ...request.stream_options, include_usage: true } }),
  };
}
