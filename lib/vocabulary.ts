/** What a model is called for: a reply, a chat's title, or a request to the API. People read it as “Source”. */
export const VIAS = ['chat', 'title', 'api'] as const;
export type Via = (typeof VIAS)[number];

/** How a generation ended: on its own, by the person, or by a fault. */
export const OUTCOMES = ['complete', 'stopped', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What ended a reply early that is complete: the allowance, its output limit, or the content filter of the model's server. */
export type Cut = 'allowance' | 'limit' | 'filter';

/** Whether upstream said what was used, or we counted. */
export const BASES = ['exact', 'estimated'] as const;
export type Basis = (typeof BASES)[number];

export const PERSON_KINDS = ['guest', 'member'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** Who answers for a model: OpenAI, the built-in demo, or any OpenAI-compatible server. */
export type ModelProvider = 'openai' | 'demo' | 'compatible';
