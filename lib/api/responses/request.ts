import { z } from 'zod';
import { listOf } from '@/lib/list-of';
import { refuseParameters, refuseUnmeterable } from '../unmeterable';

/** As much as is looked at; everything else is passed on as it is. */
export const responseRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), listOf(z.looseObject({}))]),
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

/** @throws UnsupportedParameterError for what can't be metered by tokens alone, or is stored at upstream */
export function refuseUnmeterableResponse(request: ResponseRequest): void {
  refuseUnmeterable(request);
  refuseParameters(request, REFUSED);
}

/** The request as it goes to upstream: with the output limit that was reserved, and never stored there. */
export function upstreamRequest(request: ResponseRequest, maxOutputTokens: number) {
  return { ...request, max_output_tokens: maxOutputTokens, store: false };
}
