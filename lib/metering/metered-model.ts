import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { servedModelId } from '../models/catalog';
import { longestPrompt } from '../models/context-window';
import type { UnmeteredModel } from '../models/unmetered-model';
import { fromLanguageModelPrompt } from '../tokens/from-language-model-prompt';
import { measureChatPrompt } from '../tokens/prompt';
import type { Call } from './call';
import type { Metering } from './context';
import { GenerationLostError } from './errors';
import type { EndedGeneration, Generation } from './generation';
import { meteredStream, stoppedStream } from './metered-stream';
import { openGeneration } from './open';
import { readWhole } from './read-part';
import { wasNeverServed, withoutLongWait } from './upstream-error';

/**
 * A model whose every call is reserved, dispatched, checkpointed and settled, each try of a retry on its own.
 * Billing does not hang on callbacks, which don't run on an abort or a reset. The AI SDK takes no other model of ours
 * (`refuseModelNames`); the API, which passes on upstream's own format, calls it within `openGeneration`
 * (`lib/api/call-model.ts`).
 *
 * A call throws what `openGeneration` does, before anything leaves for upstream.
 *
 * @param onSettled is told what each generation cost, before its last part is passed on
 */
export function meteredModel(
  { unmetered: model }: UnmeteredModel,
  metering: Metering,
  call: Call,
  onSettled: (ended: EndedGeneration) => void = () => {},
): LanguageModelV4 {
  /** From then on the reply is on record, and would be lost, billed as it is, with a try that isn't made. */
  let isAnySettled = false;
  return wrapLanguageModel({
    model,
    middleware: {
      specificationVersion: 'v4',
      wrapStream: ({ params }) => stream(params),
      wrapGenerate: ({ params }) => generate(params),
    },
  });

  async function stream(params: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    let stopSignal = call.stop;
    try {
      const generation = await open(params);
      stopSignal = generation.stopSignal;
      const result = await send(generation, () => model.doStream(withLimits(params, generation)));
      return { ...result, stream: meteredStream(result.stream, generation, noteSettled) };
    } catch (error) {
      if (stopSignal.aborted && !(error instanceof GenerationLostError)) return { stream: stoppedStream() };
      throw error;
    }
  }

  async function generate(params: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const generation = await open(params);
    const result = await send(generation, async () => {
      const whole = await model.doGenerate(withLimits(params, generation));
      readWhole(generation.tally, whole);
      return whole;
    });
    noteSettled(await generation.settle('complete'));
    return result;
  }

  async function open(params: LanguageModelV4CallOptions): Promise<Generation> {
    call.stop.throwIfAborted();
    const prompt = {
      ...fromLanguageModelPrompt(servedModelId(call.model), params),
      factor: call.model.tokenFactor,
    };
    const tokens = await measureChatPrompt(prompt, longestPrompt(call.model));
    return openGeneration(metering, call, { ...tokens, maxOutputTokens: params.maxOutputTokens });
  }

  async function send<T>(generation: Generation, request: () => PromiseLike<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (wasNeverServed(error)) await generation.void();
      else noteSettled(await generation.settle(generation.stopSignal.aborted ? 'stopped' : 'failed'));
      throw isAnySettled ? error : withoutLongWait(error);
    }
  }

  function noteSettled(ended: EndedGeneration): void {
    isAnySettled = true;
    onSettled(ended);
  }
}

function withLimits(params: LanguageModelV4CallOptions, generation: Generation): LanguageModelV4CallOptions {
  const { abortSignal: own } = params;
  const stop = generation.stopSignal;
  const abortSignal = own ? AbortSignal.any([own, stop]) : stop;
  return { ...params, maxOutputTokens: generation.maxOutputTokens, abortSignal };
}
