import { z } from 'zod';
import type { Caller } from '@/lib/api-keys/authenticate';
import { listOf } from '@/lib/list-of';
import type { Metering } from '@/lib/metering/context';
import { longestPrompt } from '@/lib/models/context-window';
import { countTexts } from '@/lib/tokens/count-texts';
import { encodingForModel, loadEncoding } from '@/lib/tokens/encoding';
import { callModel } from '../call-model';
import type { ApiAnswer } from '../route';
import { shapeOf } from '../shape-of';
import { refuseUnmeterable } from '../unmeterable';
import { findEmbeddingModel } from './model';
import { EmbeddingReader } from './read';

const text = z.string('Send a text, a list of texts, or tokens.');
const textList = listOf(z.string());
const tokenList = listOf(z.int());
const tokenLists = listOf(tokenList);

/** As much as is looked at; everything else is passed on as it is. */
export const embeddingRequest = z.looseObject({
  model: z.string(),
  input: shapeOf<string | string[] | number[] | number[][]>((input) => {
    if (!Array.isArray(input)) return text;
    const [first] = input;
    if (typeof first === 'number') return tokenList;
    return Array.isArray(first) ? tokenLists : textList;
  }),
});

export type EmbeddingRequest = z.infer<typeof embeddingRequest>;

/**
 * Answers `POST /v1/embeddings`. Only the prompt costs anything.
 *
 * @throws AppError for what the caller should read
 */
export async function createEmbeddings(
  metering: Metering,
  caller: Caller,
  request: EmbeddingRequest,
  stop: AbortSignal,
): Promise<ApiAnswer> {
  refuseUnmeterable(request);
  const model = await findEmbeddingModel(caller, request.model);
  const encoding = await loadEncoding(encodingForModel(model.id));
  const factor = model.tokenFactor ?? 1;
  const { texts, tokens } = inputOf(request);
  const textTokens = await countTexts(encoding, texts, longestPrompt(model) / factor - tokens);
  const counted = tokens + textTokens;
  const promptTokens = Math.ceil(counted * factor);
  return callModel(metering, {
    caller,
    model,
    demand: { promptTokens, estimatedTokens: Math.max(0, promptTokens - counted), maxOutputTokens: 0 },
    path: '/embeddings',
    toBody: () => request,
    openReader: (tally) => new EmbeddingReader(tally),
    stop,
  });
}

/** A text, a list of tokens, or a list of either: the texts in it, and how many tokens. */
function inputOf({ input }: EmbeddingRequest): { texts: string[]; tokens: number } {
  const texts: string[] = [];
  let tokens = 0;
  for (const item of typeof input === 'string' ? [input] : input) {
    if (typeof item === 'string') texts.push(item);
    else tokens += typeof item === 'number' ? 1 : item.length;
  }
  return { texts, tokens };
}
