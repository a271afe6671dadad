import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findModel } from './demo-models';
import { contextLengthExceeded, modelNotFound } from './errors';
import type { Context } from './exchange';
import { readBody, responseHeaders } from './http';
import { openTally } from './journal';
import { loadTokenCounter } from './token-count';

const tokens = z.array(z.int()).min(1);

const embeddingRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1), tokens, z.array(tokens).min(1)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(2).max(256).nullish(),
});

const defaultDimensions = 16;

/** `POST /v1/embeddings`: small vectors made from the words of a text, so that texts with words in common are near. */
export async function createEmbeddings(request: Request, context: Context): Promise<Response> {
  const body = await readBody(request, embeddingRequest);
  const model = findModel(context.models, body.model, 'embedding');
  if (!model) throw modelNotFound(body.model, context.models);
  const counter = await loadTokenCounter();

  const inputs = toInputs(body.input);
  const counts = inputs.map((input) => (typeof input === 'string' ? counter.countText(input) : input.length));
  const longest = Math.max(...counts);
  if (longest > model.contextTokens) throw contextLengthExceeded(longest, model.contextTokens, 'input');
  const promptTokens = counts.reduce((sum, count) => sum + count, 0);

  const { requestId } = context;
  const start = {
    requestId,
    responseId: requestId,
    api: 'embeddings',
    model: model.version,
    promptTokens,
  } as const;
  openTally(context.journal, start).end('stop');
  return Response.json(
    {
      object: 'list',
      data: inputs.map((input, index) => {
        const vector = embed(String(input), body.dimensions ?? defaultDimensions);
        return {
          object: 'embedding',
          index,
          embedding: body.encoding_format === 'base64' ? toBase64(vector) : vector,
        };
      }),
      model: model.version,
      usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
    },
    { headers: responseHeaders(context) },
  );
}

/** One text or list of token ids for each vector that is asked for. */
function toInputs(input: z.infer<typeof embeddingRequest>['input']): (string | number[])[] {
  if (typeof input === 'string') return [input];
  const items: (string | number | number[])[] = input;
  const numbers = items.filter((item) => typeof item === 'number');
  if (numbers.length > 0) return [numbers];
  return items.filter((item) => typeof item !== 'number');
}

/** Feature hashing: each word adds ±1 to one place of the vector, which is then brought to length 1. */
function embed(text: string, dimensions: number): number[] {
  const vector: number[] = Array.from({ length: dimensions }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const hash = createHash('sha256').update(word).digest();
    const place = hash.readUInt32BE(0) % dimensions;
    vector[place] = (vector[place] ?? 0) + (hash.readUInt8(4) % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  // Words can cancel each other out; a vector of length 0 would have no direction.
  if (length === 0) return [1, ...vector.slice(1)];
  return vector.map((value) => value / length);
}

/** Little-endian 32-bit floats, which is what OpenAI's own client asks for. */
function toBase64(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
