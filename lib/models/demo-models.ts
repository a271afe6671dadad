import { PRODUCT_NAME } from '../product';
import type { CatalogModel } from './catalog';

const demo = {
  provider: 'demo',
  contextWindow: 128_000,
  maxOutputTokens: 16_384,
  defaultOutputTokens: 4_096,
  accepts: ['text', 'image', 'pdf'],
  tools: true,
  reasoning: false,
} as const;

/** The chat models of the built-in demo upstream, which answers without any key. */
export const DEMO_MODELS: readonly CatalogModel[] = [
  {
    ...demo,
    id: 'tokentally-demo',
    name: `${PRODUCT_NAME} demo`,
    description: 'A demo, not a model: it answers questions about this app.',
  },
  {
    ...demo,
    id: 'tokentally-demo-mini',
    name: `${PRODUCT_NAME} demo mini`,
    description: 'The same demo at a lower price.',
  },
];
