import { z } from 'zod';
import type { JsonObject } from '@/lib/json';
import { listOf } from '@/lib/list-of';
import type { CatalogModel } from '@/lib/models';
import { ApiError } from '../errors';
import { shapeOf } from '../shape-of';
import { refuseParameters, refuseUnmeterable } from '../unmeterable';

const text = z.string('Send a text, or a list of items.');
const items = listOf(z.looseObject({}));

/** As much as is looked at; everything else is passed on as it is. */
export const responseRequest = z.looseObject({
  model: z.string(),
  // With a stored prompt there may be none, and that is refused by a reason of its own.
  input: shapeOf<string | JsonObject[]>((input) => (Array.isArray(input) ? items : text)).nullish(),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  // OpenAI takes no fewer than 16.
  max_output_tokens: z.int().min(16).nullish(),
});

export type ResponseRequest = z.infer<typeof responseRequest>;

const NOT_STORED = 'nothing is stored here. Send the whole conversation as input.';
const REFUSED = {
  background: 'a response must be read as it is made.',
  previous_response_id: NOT_STORED,
  conversation: NOT_STORED,
  prompt: 'stored prompts are the operator’s. Send instructions and input.',
};

/**
 * @throws UnsupportedParameterError for what can't be metered by tokens alone, or is stored at upstream
 * @throws ApiError when nothing of it is to be answered
 */
export function refuseUnmeterableResponse(request: ResponseRequest): void {
  refuseUnmeterable(request);
  refuseParameters(request, REFUSED);
  if (request.input === undefined || request.input === null) {
    throw new ApiError(400, 'invalid_request', "'input' is missing. Send a text, or a list of items.", {
      param: 'input',
    });
  }
}

/** What a model thought, in a form that it reads again when it is sent back. */
const ENCRYPTED_REASONING = 'reasoning.encrypted_content';

/**
 * The request as it goes to upstream: with the output limit that was reserved, and never stored there.
 *
 * OpenAI gives what a reasoning model thought an id that nobody can refer to where nothing is stored, and refuses it when a
 * conversation is sent back whole, as a loop of tools does: unless its encrypted content is beside it, which is asked for.
 */
export function upstreamRequest(request: ResponseRequest, model: CatalogModel, maxOutputTokens: number) {
  const thinks = model.provider === 'openai' && model.reasoning;
  return {
    ...request,
    ...(thinks && { include: withEncryptedReasoning(request.include) }),
    max_output_tokens: maxOutputTokens,
    store: false,
  };
}

/** @param include as the caller sent it: what is no list is upstream's to refuse */
function withEncryptedReasoning(include: unknown): unknown {
  if (include === undefined || include === null) return [ENCRYPTED_REASONING];
  if (!Array.isArray(include) || include.includes(ENCRYPTED_REASONING)) return include;
  return [...include, ENCRYPTED_REASONING];
}
