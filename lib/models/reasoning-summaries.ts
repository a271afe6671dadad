import { APICallError, type LanguageModelV4, type LanguageModelV4Middleware } from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { z } from 'zod';
import { changedCallError } from './changed-call-error';

/**
 * Asks OpenAI's Responses for summaries of what a model thinks. OpenAI refuses that to organisations it has not verified:
 * from the first such refusal on, no model of this process is asked for them.
 *
 * That refusal is thrown as an error to be retried at once. So the next try is the caller's, as after any refusal, and a
 * call of its own to whoever meters.
 *
 * @returns what makes a model of this kind
 */
export function reasoningSummaries(): (model: LanguageModelV4) => LanguageModelV4 {
  let areRefused = false;

  async function noticeRefusal<T>(call: PromiseLike<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!APICallError.isInstance(error) || !refusesSummaries(error)) throw error;
      areRefused = true;
      throw toBeRetried(error);
    }
  }

  const middleware: LanguageModelV4Middleware = {
    specificationVersion: 'v4',
    async transformParams({ params }) {
      if (areRefused) return params;
      const { providerOptions } = params;
      const openai = { reasoningSummary: 'auto', ...providerOptions?.openai };
      return { ...params, providerOptions: { ...providerOptions, openai } };
    },
    wrapStream: ({ doStream }) => noticeRefusal(doStream()),
    wrapGenerate: ({ doGenerate }) => noticeRefusal(doGenerate()),
  };
  return (model) => wrapLanguageModel({ model, middleware });
}

const refusal = z.object({ error: z.object({ param: z.literal('reasoning.summary') }) });

function refusesSummaries({ statusCode, data }: APICallError): boolean {
  return statusCode === 400 && refusal.safeParse(data).success;
}

function toBeRetried(error: APICallError): APICallError {
  const responseHeaders = { ...error.responseHeaders, 'retry-after-ms': '0' };
  return changedCallError(error, { responseHeaders, isRetryable: true, cause: error });
}
