import { undated } from '../pricing/undated';
import type { ModelProvider } from '../vocabulary';
import { type CatalogModel, defaultOutputOf } from './catalog';
import { OPENAI_MODELS } from './openai-models';

/**
 * What is known of a model by its id alone. A dated version (`gpt-5.4-2026-03-05`) and a gateway's id (`openai/gpt-5.4`)
 * have the limits of the model they name; an id never heard of gets limits that most servers take.
 */
export function catalogModelById(id: string, provider: ModelProvider): CatalogModel {
  const plainId = undated(id.toLowerCase().replace(/^openai\//, ''));
  const known = OPENAI_MODELS.find((model) => model.id === plainId);
  if (!known) return unknownModel(id, provider);

  // OpenAI's day holds for our own list alone: another server may go on, and who names a model wants it.
  const { retiresOn: _, ...rest } = known;
  const name = plainId === id ? known.name : id;
  return { ...rest, id, name, provider };
}

function unknownModel(id: string, provider: ModelProvider): CatalogModel {
  const reasoning = /\b(o\d|gpt-[5-9](?!-chat)|gpt-oss|r1|qwq|magistral|thinking|reasoning)/i.test(id);
  const tokenFactor = provider === 'compatible' ? guessTokenFactor(id) : undefined;
  const limits = { contextWindow: 128_000, maxOutputTokens: 16_384, reasoning };
  return {
    id,
    name: id,
    provider,
    ...limits,
    defaultOutputTokens: defaultOutputOf(limits),
    accepts: ['text'],
    tools: false,
    ...(tokenFactor && { tokenFactor }),
    description: provider === 'openai' ? 'A model of OpenAI.' : 'A model of the connected server.',
  };
}

/**
 * Tokens for each o200k_base token, measured with the published tokenizers on 25,000 characters each of English, German,
 * Spanish and code, rounded up from the worst of the four. Other scripts can be far above: a count with a factor is an
 * estimate and is marked so.
 */
const TOKEN_FACTORS: readonly (readonly [family: RegExp, factor: number])[] = [
  [/gpt|davinci/i, 1],
  [/mixtral|mistral-7b/i, 1.45], // SentencePiece: 1.19, 1.34, 1.44, 1.26
  [/mistral|ministral|magistral|devstral/i, 1.1], // Tekken (Nemo): 1.02, 1.03, 1.07, 1.06
  [/claude/i, 1.3], // the last one published, of Claude 2: 1.07, 1.25, 1.30, 1.10
  [/gemma|gemini/i, 1.2], // Gemma 3: 1.05, 1.04, 1.04, 1.18
  [/deepseek/i, 1.2], // V3: 1.04, 1.14, 1.16, 1.07
  [/llama/i, 1.15], // Llama 3: 0.99, 1.12, 1.10, 1.00
  [/qwen|qwq/i, 1.15], // Qwen 3: 1.00, 1.13, 1.11, 1.01
];

const UNKNOWN_TOKEN_FACTOR = 1.2;

function guessTokenFactor(id: string): number {
  return TOKEN_FACTORS.find(([family]) => family.test(id))?.[1] ?? UNKNOWN_TOKEN_FACTOR;
}
