import { after } from 'next/server';
import type { Caller } from '../api-keys/authenticate';
import { raiseAlerts } from '../billing/budgets/alerts';
import { callLimitOf } from '../billing/budgets/spend-limit';
import { planOf } from '../billing/plans';
import { ContextLengthError } from '../errors';
import type { Metering } from '../metering/context';
import { StoppedError } from '../metering/errors';
import type { Generation } from '../metering/generation';
import { type Demand, openGeneration } from '../metering/open';
import { wasNeverServed } from '../metering/upstream-error';
import type { CatalogModel } from '../models';
import { postUnmetered } from '../models/openai-client';
import { tellCost } from './cost-header';
import { ApiError, CallerLeftError, errorAnswer, PromptTooLongError } from './errors';
import { passStream } from './pass-stream';
import { passWhole } from './pass-whole';
import { rateLimitHeaders } from './rate-limit-headers';
import type { ApiAnswer } from './route';
import { upstreamBroken, upstreamRefusal } from './upstream-refusal';
import type { OpenReader } from './wire/reader';

/** One call of a model through the API, in upstream's own format. */
export interface ModelCall {
  caller: Caller;
  model: CatalogModel;
  demand: Demand;
  /** At upstream, under the version. */
  path: string;
  /** The parameter that has the prompt, for errors. */
  promptParam: 'messages' | 'input';
  /** What is sent there, with the output limit that was reserved. */
  toBody(maxOutputTokens: number): Record<string, unknown>;
  openReader: OpenReader;
  /** The caller left: the call ends upstream, and what was delivered is billed. */
  stop: AbortSignal;
}

/**
 * Calls a model within the one lifecycle of metering: reserve, dispatch, pass on what comes, settle.
 *
 * @throws AppError for what the caller should read
 */
export async function callModel(metering: Metering, request: ModelCall): Promise<ApiAnswer> {
  const { caller, model, stop } = request;
  const { user, budget, key: apiKey } = caller;
  const onUsedUp = () => after(raiseAlerts(user.id, { isUsedUp: true }));
  const spendLimit = async () => callLimitOf(await planOf(user), budget, onUsedUp);
  const call = { userId: user.id, via: 'api', apiKey, model, spendLimit, stop } as const;
  const generation = await openGeneration(metering, call, request.demand).catch((error: unknown) => {
    if (!(error instanceof ContextLengthError)) throw error;
    throw new PromptTooLongError(error, request.promptParam);
  });
  const headers = new Headers({
    'x-request-id': generation.id,
    ...(generation.keyRate && rateLimitHeaders(generation.keyRate)),
  });
  // Answered, not thrown: the call has its id, and counts in its key's minute, also where it is billed to nobody.
  const refuse = (error: unknown) => errorAnswer(error, { path: `/v1${request.path}`, caller }, headers);
  try {
    return await passOn(generation, request, headers).catch(async (error: unknown) => {
      // Still running: a fault of ours, at which it would be held, and said to be alive, until the process ends.
      if (generation.isRunning) tellCost(headers, await generation.settle('failed'));
      throw error;
    });
  } catch (error) {
    if (generation.isVoided) return { response: refuse(error), isVoided: () => true };
    // Whoever sends it again must not be charged again.
    headers.set('x-should-retry', 'false');
    return { response: refuse(error), ended: Promise.resolve() };
  }
}

/** Sends it, and passes on what comes. What it throws is voided or settled, unless it is a fault of ours in what came. */
async function passOn(generation: Generation, request: ModelCall, headers: Headers): Promise<ApiAnswer> {
  const answer = await send(generation, request, headers);
  const reader = request.openReader(generation.tally);
  const reply = { response: answer, generation, reader, headers };
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return passStream(reply);
  // Some servers call their JSON plain text, or nothing.
  if (!type.startsWith('text/html')) return { response: await passWhole(reply), ended: Promise.resolve() };
  // A web page, as a wrong address or a captive portal answers: no model was asked.
  // What has broken off can't be cancelled, and nobody reads it.
  void answer.body?.cancel().catch(() => {});
  await generation.void();
  throw upstreamBroken('The model’s server answered with something that is no reply. Nothing was charged.');
}

/**
 * @throws ApiError when upstream refused it, or did not answer, or the caller did not wait: what that cost is billed, and
 *   `headers` say so. A fault of ours in what is sent is thrown as it is, voided.
 */
async function send(generation: Generation, request: ModelCall, headers: Headers): Promise<Response> {
  const signal = generation.stopSignal;
  const body = await bodyOf(generation, request);
  try {
    const answer = await postUnmetered(request.path, body, signal);
    if (answer.ok) return answer.response;
    await generation.void();
    throw upstreamRefusal(answer.status, answer.headers, answer.error);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // Also what nobody waited for, if it was not sent yet.
    if (wasNeverServed(error)) {
      await generation.void();
      if (signal.aborted) throw new StoppedError();
      throw upstreamBroken(
        'The model’s server can’t be reached. Nothing was charged. Try again in a moment.',
      );
    }
    tellCost(headers, await generation.settle(signal.aborted ? 'stopped' : 'failed'));
    if (signal.aborted) throw new CallerLeftError();
    throw upstreamBroken(
      'The model’s server broke off before it answered, or took too long. You pay for the prompt.',
    );
  }
}

/** What is sent. Where that can't be made nothing leaves, so nothing is owed. */
async function bodyOf(generation: Generation, request: ModelCall): Promise<Record<string, unknown>> {
  try {
    return request.toBody(generation.maxOutputTokens);
  } catch (error) {
    await generation.void();
    throw error;
  }
}
