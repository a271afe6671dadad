import { z } from 'zod';
import type { Caller } from '@/lib/api-keys/authenticate';
import type { Metering } from '@/lib/metering/context';
import { type Encoding, encodingForModel, loadEncoding } from '@/lib/tokens/encoding';
import { countText } from '@/lib/tokens/text-counter';
import { callModel } from '../call-model';
import type { ApiAnswer } from '../route';
import { refuseUnmeterable } from '../unmeterable';
import { findEmbeddingModel } from './model';
import { EmbeddingReader } from './read';

const tokens = z.array(z.int()).min(1);

/** As much as is looked at; everything else is passed on as it is. */
export const embeddingRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1), tokens, z.array(tokens).min(1)]),
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
  const promptTokens = Math.ceil(countInput(encoding, request.input) * (model.tokenFactor ?? 1));
  return callModel(metering, {
    caller,
    model,
    demand: { promptTokens, outputTokens: 0 },
    path: '/embeddings',
    toBody: () => request,
    openReader: (tally) => new EmbeddingReader(tally),
    stop,
  });
}

/** A text, a list of tokens, or a list of either. */
function countInput(encoding: Encoding, input: EmbeddingRequest['input'] | number): number {
  if (typeof input === 'number') return 1;
  if (typeof input === 'string') return countText(encoding, input);
  return input.reduce<number>((total, item) => total + countInput(encoding, item), 0);
}
