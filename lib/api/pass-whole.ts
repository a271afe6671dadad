import { parseObject } from '../json';
import type { Generation } from '../metering/generation';
import { withoutSecrets } from '../models/openai-client';
import { tellCost } from './cost-header';
import { CallerLeftError } from './errors';
import { failedAnswer } from './failed-answer';
import { OurAccountError, upstreamBroken } from './upstream-refusal';
import type { WireReader } from './wire/reader';

export interface Passed {
  /** Upstream's, its body unread. */
  response: Response;
  generation: Generation;
  reader: WireReader;
  stopSignal: AbortSignal;
  /** To be sent besides upstream's own, of which hardly any are passed on: they tell of our account. */
  headers: Headers;
}

/**
 * Passes on a response in one piece, byte for byte, once it is settled; a header says what it cost.
 *
 * @throws ApiError when upstream refuses it in its body, and it is voided; or when it broke off, can't be passed on or the
 *   caller did not wait for it, and what it cost by then is billed, which `headers` say
 */
export async function passWhole({
  response,
  generation,
  reader,
  stopSignal,
  headers,
}: Passed): Promise<Response> {
  // Whatever broke it off, it is told and billed as broken off.
  const text = await response.text().catch(() => undefined);
  const body = text === undefined ? undefined : parseObject(text);
  if (text === undefined || body === undefined) {
    tellCost(headers, await generation.settle(stopSignal.aborted ? 'stopped' : 'failed'));
    if (stopSignal.aborted) throw new CallerLeftError();
    throw upstreamBroken('The model’s server broke off its reply. You pay for the prompt. Try again.');
  }
  try {
    reader.readWhole(body);
  } catch (error) {
    // A fault of ours. Nobody gets this reply, but a model was asked.
    tellCost(headers, await generation.settle('failed'));
    throw error;
  }
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
