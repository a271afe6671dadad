import { z } from 'zod';
import type { Caller } from '@/lib/api-keys/authenticate';
import { listOf } from '@/lib/list-of';
import type { Metering } from '@/lib/metering/context';
import { servedModelId } from '@/lib/models/catalog';
import { longestPrompt } from '@/lib/models/context-window';
import { countTexts } from '@/lib/tokens/count-texts';
import { encodingForModel, loadEncoding } from '@/lib/tokens/encoding';
import { callModel } from '../call-model';
import { restOfRequest } from '../rest-of-request';
import type { ApiAnswer } from '../route';
import { shapeOf } from '../shape-of';
import { refuseParameters, refuseUnmeterable } from '../unmeterable';
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

const REFUSED = {
  // vLLM embeds a chat, with its pictures.
  messages: 'send what is to be embedded as input.',
};
/** What is counted in its own way, or never read by a model. */
const READ_OF_REQUEST = ['model', 'input', 'encoding_format'];

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
  // First, so that nobody is told to write in small letters what is refused in these too.
  refuseParameters(request, REFUSED);
  refuseUnmeterable(request);
  const model = await findEmbeddingModel(caller, request.model);
  const encoding = await loadEncoding(encodingForModel(servedModelId(model)));
  const factor = model.tokenFactor ?? 1;
  const { texts, tokens } = promptOf(request);
  const textTokens = await countTexts(encoding, texts, longestPrompt(model) / factor - tokens);
  const counted = tokens + textTokens;
  const promptTokens = Math.ceil(counted * factor);
  return callModel(metering, {
    caller,
    model,
    demand: { promptTokens, estimatedTokens: Math.max(0, promptTokens - counted), maxOutputTokens: 0 },
    path: '/embeddings',
    promptParam: 'input',
    toBody: () => request,
    openReader: (tally) => new EmbeddingReader(tally),
    stop,
  });
}

/** The input, which is a text, a list of tokens, or a list of either, and what else a server may read: its texts, and how many tokens. */
function promptOf(request: EmbeddingRequest): { texts: string[]; tokens: number } {
  const { input } = request;
  const texts: string[] = [];
  let tokens = 0;
  for (const item of typeof input === 'string' ? [input] : input) {
    if (typeof item === 'string') texts.push(item);
    else tokens += typeof item === 'number' ? 1 : item.length;
  }
  for (const part of restOfRequest(request, READ_OF_REQUEST)) {
    if (part.type === 'text') texts.push(part.text);
    // No model that embeds decrypts anything: at most a token for each byte, if one reads it at all.
    else if (part.type === 'encrypted') tokens += part.sizeBytes;
  }
  return { texts, tokens };
}
