import type { CatalogModel } from './catalog';

/**
 * OpenAI's models for chat that have a price, the default first. Limits from developers.openai.com/api/docs/models,
 * retirements from developers.openai.com/api/docs/deprecations, both as of November 2026.
 */
const gpt6 = {
  provider: 'openai',
  contextWindow: 1_050_000,
  maxInputTokens: 922_000,
  maxOutputTokens: 128_000,
  defaultOutputTokens: 8_192,
  accepts: ['text', 'image', 'pdf'],
  tools: true,
  reasoning: true,
} as const;

const gpt5 = { ...gpt6, contextWindow: 400_000, maxInputTokens: 272_000 } as const;

const gpt4 = {
  provider: 'openai',
  contextWindow: 128_000,
  maxOutputTokens: 16_384,
  defaultOutputTokens: 4_096,
  accepts: ['text', 'image', 'pdf'],
  tools: true,
  reasoning: false,
} as const;

const gpt41 = { ...gpt4, contextWindow: 1_047_576, maxOutputTokens: 32_768 } as const;

const GPT_5_AND_O3_RETIRE = '2026-12-11';
const GPT_4_RETIRES = '2027-01-14';
const GPT_5_1_RETIRES = '2027-04-01';

export const OPENAI_MODELS: readonly CatalogModel[] = [
  { ...gpt6, id: 'gpt-6-luna', name: 'GPT-6 Luna', description: 'Fast and cheap, for everyday questions.' },
  {
    ...gpt6,
    id: 'gpt-6-sol',
    name: 'GPT-6 Sol',
    description: 'For writing, analysis and code that need care.',
  },
  {
    ...gpt6,
    id: 'gpt-6-astra',
    name: 'GPT-6 Astra',
    description: 'The strongest and dearest, for hard problems.',
  },
  { ...gpt6, id: 'gpt-5.6-luna', name: 'GPT-5.6 Luna', description: 'The small model of the 5.6 family.' },
  { ...gpt6, id: 'gpt-5.6-terra', name: 'GPT-5.6 Terra', description: 'The middle model of the 5.6 family.' },
  { ...gpt6, id: 'gpt-5.6-sol', name: 'GPT-5.6 Sol', description: 'The large model of the 5.6 family.' },
  { ...gpt6, id: 'gpt-5.5', name: 'GPT-5.5', description: 'A large model for long tasks with tools.' },
  { ...gpt6, id: 'gpt-5.4', name: 'GPT-5.4', description: 'A large model with a long context.' },
  {
    ...gpt5,
    id: 'gpt-5.4-mini',
    name: 'GPT-5.4 mini',
    description: 'A small model that still reasons well.',
  },
  {
    ...gpt5,
    id: 'gpt-5.4-nano',
    name: 'GPT-5.4 nano',
    retiresOn: GPT_5_1_RETIRES,
    description: 'A very small model for simple, frequent tasks.',
  },
  { ...gpt5, id: 'gpt-5.2', name: 'GPT-5.2', description: 'An earlier large model.' },
  {
    ...gpt5,
    id: 'gpt-5.1',
    name: 'GPT-5.1',
    retiresOn: GPT_5_1_RETIRES,
    description: 'An earlier large model.',
  },
  {
    ...gpt5,
    id: 'gpt-5',
    name: 'GPT-5',
    retiresOn: GPT_5_AND_O3_RETIRE,
    description: 'The first large model of its generation.',
  },
  {
    ...gpt5,
    id: 'gpt-5-mini',
    name: 'GPT-5 mini',
    retiresOn: GPT_5_AND_O3_RETIRE,
    description: 'A small, cheap model that reasons.',
  },
  {
    ...gpt5,
    id: 'gpt-5-nano',
    name: 'GPT-5 nano',
    retiresOn: GPT_5_AND_O3_RETIRE,
    description: 'A very small model for simple tasks.',
  },
  {
    ...gpt41,
    id: 'gpt-4.1',
    name: 'GPT-4.1',
    retiresOn: GPT_4_RETIRES,
    description: 'Answers at once, without reasoning, over a long context.',
  },
  {
    ...gpt41,
    id: 'gpt-4.1-mini',
    name: 'GPT-4.1 mini',
    retiresOn: GPT_4_RETIRES,
    description: 'A small model that answers at once.',
  },
  {
    ...gpt4,
    id: 'gpt-4o',
    name: 'GPT-4o',
    retiresOn: GPT_4_RETIRES,
    description: 'An earlier model for text and images.',
  },
  {
    ...gpt4,
    id: 'gpt-4o-mini',
    name: 'GPT-4o mini',
    retiresOn: GPT_4_RETIRES,
    description: 'An earlier small model for text and images.',
  },
  {
    ...gpt5,
    id: 'o3',
    name: 'o3',
    contextWindow: 200_000,
    maxInputTokens: 200_000,
    maxOutputTokens: 100_000,
    retiresOn: GPT_5_AND_O3_RETIRE,
    description: 'An earlier model that reasons at length.',
  },
];
