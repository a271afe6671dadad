import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { isObject } from '../json';
import { chatUsage, usageInChoice } from './chat-usage';

type Part = LanguageModelV4StreamPart;

/** Reads the usage that Kimi's streams have in the choice, where the AI SDK's client does not look for it. */
export const readingUsageInChoice: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  transformParams: async ({ params }) => ({ ...params, includeRawChunks: true }),
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    let found: unknown;
    const reader = new TransformStream<Part, Part>({
      transform(part, passed) {
        if (part.type === 'raw') found = (isObject(part.rawValue) && usageInChoice(part.rawValue)) || found;
        else passed.enqueue(part.type === 'finish' ? withUsage(part, found) : part);
      },
    });
    return { ...rest, stream: stream.pipeThrough(reader) };
  },
};

/** What stands outside of the choice goes before. */
function withUsage(finish: Extract<Part, { type: 'finish' }>, found: unknown): Part {
  const isTold = finish.usage.inputTokens.total !== undefined;
  return isTold || !isObject(found) ? finish : { ...finish, usage: chatUsage(found) };
}
