import { parseObject } from '../json';
import { withoutSecrets } from '../models/openai-client';
import { AnswerTooLargeError } from '../models/upstream-fetch';
import { tellCost } from './cost-header';
import { ApiError, CallerLeftError } from './errors';
import { failedAnswer } from './failed-answer';
import { OurAccountError, upstreamBroken } from './upstream-refusal';
import type { UpstreamReply } from './upstream-reply';

const TOO_LARGE =
  'So much is not passed on in one piece. You pay for the prompt, and for all the output that the call was allowed. Stream the ' +
  'reply, or ask for less at once, such as fewer choices, log probabilities or inputs.';

/**
 * Passes on a response in one piece, byte for byte, once it is settled; a header says what it cost.
 *
 * @throws ApiError when upstream refuses it in its body, and it is voided; or when it broke off, is too large,
 *   can't be passed on or the caller did not wait for it, and what it cost by then is billed, which `headers` say
 */
export async function passWhole({ response, generation, reader, headers }: UpstreamReply): Promise<Response> {
  const { stopSignal } = generation;
  const text = await response.text().catch((error: unknown) => {
    if (error instanceof AnswerTooLargeError) return error;
    // Whatever else broke it off, it is told and billed as broken off.
    return undefined;
  });
  if (text instanceof AnswerTooLargeError) {
    // Upstream has made, and charged, all of it; how much that is would only its end have told.
    generation.tally.markUnreadable();
    tellCost(headers, await generation.settle('failed'));
    throw new ApiError(502, 'answer_too_large', `${text.message} ${TOO_LARGE}`);
  }
  const body = text === undefined ? undefined : parseObject(text);
  if (text === undefined || body === undefined) {
    tellCost(headers, await generation.settle(stopSignal.aborted ? 'stopped' : 'failed'));
    if (stopSignal.aborted) throw new CallerLeftError();
    throw upstreamBroken('The model’s server broke off its reply. You pay for the prompt. Try again.');
  }
  reader.readWhole(body);
  // Some servers answer 200 and say in the body that it went wrong.
  const failed = generation.tally.error === undefined ? undefined : failedAnswer(generation.tally);
  if (failed?.isRefused()) {
    await generation.void();
    throw failed.error;
  }
  tellCost(headers, await generation.settle(failed ? 'failed' : 'complete'));
  if (failed?.error instanceof OurAccountError) throw failed.error;
  headers.set('content-type', response.headers.get('content-type') ?? 'application/json');
  return new Response(failed ? withoutSecrets(text) : text, { status: response.status, headers });
}
