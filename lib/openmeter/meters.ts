import type { MeterCreate } from '@openmeter/sdk';

/** What usage events can be told apart by. */
const groupBy = {
  model: '$.model',
  provider: '$.provider',
  via: '$.via',
  api_key: '$.api_key',
  estimated: '$.estimated',
};

const eventType = 'openai';

/**
 * The meters of the app, over the usage event. The embedded meter makes them at its first request, and
 * `npm run openmeter:setup` makes them on a remote OpenMeter. It also brings those of either up to a change here.
 */
export const METERS = [
  {
    slug: 'prompt_tokens',
    name: 'Prompt tokens',
    description: 'Tokens sent to the model, cached ones included.',
    aggregation: 'SUM',
    eventType,
    valueProperty: '$.prompt_tokens',
    groupBy,
  },
  {
    slug: 'completion_tokens',
    name: 'Completion tokens',
    description: 'Tokens the model wrote, reasoning included.',
    aggregation: 'SUM',
    eventType,
    valueProperty: '$.completion_tokens',
    groupBy,
  },
  {
    slug: 'total_tokens',
    name: 'Tokens',
    description: 'Prompt and completion tokens.',
    aggregation: 'SUM',
    eventType,
    valueProperty: '$.total_tokens',
    groupBy,
  },
  {
    slug: 'cached_tokens',
    name: 'Cached tokens',
    description: 'Prompt tokens that were read from the provider’s cache.',
    aggregation: 'SUM',
    eventType,
    valueProperty: '$.cached_tokens',
    groupBy,
  },
  {
    slug: 'reasoning_tokens',
    name: 'Reasoning tokens',
    description: 'Completion tokens that were not shown.',
    aggregation: 'SUM',
    eventType,
    valueProperty: '$.reasoning_tokens',
    groupBy,
  },
  {
    slug: 'requests',
    name: 'Requests',
    description: 'Calls of a model.',
    aggregation: 'COUNT',
    eventType,
    groupBy,
  },
  {
    slug: 'cost_usd',
    name: 'Cost',
    description: 'US dollars. Calls of a model without a price have no value.',
    aggregation: 'SUM',
    eventType,
    valueProperty: '$.cost_usd',
    groupBy,
  },
] as const satisfies MeterCreate[];

/** The name of one of the app's meters. */
export type MeterSlug = (typeof METERS)[number]['slug'];
