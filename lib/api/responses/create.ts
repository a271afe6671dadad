import type { Caller } from '@/lib/api-keys/authenticate';
import type { Metering } from '@/lib/metering/context';
import { servedModelId } from '@/lib/models/catalog';
import { longestPrompt } from '@/lib/models/context-window';
import { measureChatPrompt } from '@/lib/tokens/prompt';
import { callModel } from '../call-model';
import { requireChatModel } from '../find-model';
import type { ApiAnswer } from '../route';
import { toChatPrompt } from './prompt';
import { ResponseReader } from './read';
import { type ResponseRequest, refuseUnmeterableResponse, upstreamRequest } from './request';

/**
 * Answers `POST /v1/responses`.
 *
 * @throws AppError for what the caller should read
 */
export async function createResponse(
  metering: Metering,
  caller: Caller,
  request: ResponseRequest,
  stop: AbortSignal,
): Promise<ApiAnswer> {
  refuseUnmeterableResponse(request);
  const model = await requireChatModel(caller, request.model);
  const prompt = { ...toChatPrompt(request, servedModelId(model)), factor: model.tokenFactor };
  const tokens = await measureChatPrompt(prompt, longestPrompt(model));
  // Upstream then cuts what is too long for the window, so that this is: as with an estimate, it is held for that at most.
  const isCut =
    request.truncation === 'auto' && tokens.promptTokens - tokens.estimatedTokens > longestPrompt(model);
  const estimatedTokens = isCut ? tokens.promptTokens : tokens.estimatedTokens;
  return callModel(metering, {
    caller,
    model,
    demand: { ...tokens, estimatedTokens, maxOutputTokens: request.max_output_tokens ?? undefined },
    path: '/responses',
    promptParam: 'input',
    toBody: (maxOutputTokens) => upstreamRequest(request, model, maxOutputTokens),
    openReader: (tally) => new ResponseReader(tally),
    stop,
  });
}
