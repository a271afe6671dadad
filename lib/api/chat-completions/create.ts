import type { Caller } from '@/lib/api-keys/authenticate';
import type { Metering } from '@/lib/metering/context';
import { servedModelId } from '@/lib/models/catalog';
import { longestPrompt } from '@/lib/models/context-window';
import { measureChatPrompt } from '@/lib/tokens/prompt';
import { callModel } from '../call-model';
import { requireChatModel } from '../find-model';
import type { ApiAnswer } from '../route';
import { toChatPrompt } from './prompt';
import { ChatReader } from './read';
import { type ChatRequest, refuseUnmeterableChat, upstreamRequest, wantedOutput } from './request';

/**
 * Answers `POST /v1/chat/completions`.
 *
 * @throws AppError for what the caller should read
 */
export async function createChatCompletion(
  metering: Metering,
  caller: Caller,
  request: ChatRequest,
  stop: AbortSignal,
): Promise<ApiAnswer> {
  refuseUnmeterableChat(request);
  const model = await requireChatModel(caller, request.model);
  const prompt = { ...toChatPrompt(request, servedModelId(model)), factor: model.tokenFactor };
  const tokens = await measureChatPrompt(prompt, longestPrompt(model));
  const wantsUsage = request.stream_options?.include_usage ?? false;
  const choices = request.n ?? 1;
  return callModel(metering, {
    caller,
    model,
    demand: { ...tokens, choices, maxOutputTokens: wantedOutput(request) },
    path: '/chat/completions',
    promptParam: 'messages',
    toBody: (maxOutputTokens) => upstreamRequest(request, model, maxOutputTokens),
    openReader: (tally) => new ChatReader(tally, wantsUsage, choices),
    stop,
  });
}
