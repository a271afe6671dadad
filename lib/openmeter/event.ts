import type { ApiKeyId, UserId } from '../ids';
import { type PicoUsd, usdDecimal } from '../money';
import { inputTokens, type TokenUsage, totalTokens } from '../pricing/token-usage';
import type { Basis, Via } from '../vocabulary';

/** Who sends the events: with the id it makes an event unique at OpenMeter. */
export const EVENT_SOURCE = 'tokentally';

/** What one generation used, as OpenMeter hears of it: a CloudEvent. */
export interface UsageEvent {
  specversion: '1.0';
  /** The upstream's response id, or the generation's own where that one was already taken or missing. */
  id: string;
  source: string;
  type: 'openai';
  subject: string;
  /** RFC 3339. */
  time: string;
  data: {
    model: string;
    provider: string;
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
    cached_tokens: number;
    reasoning_tokens: number;
    /** Exact decimal; missing when the model has no price. */
    cost_usd?: string;
    estimated: boolean;
    via: Via;
    /** The id of the key that it was asked with; only of calls through the API. */
    api_key?: string;
    /** Only where it is not the event's id. */
    response_id?: string;
  };
}

export interface EventFacts {
  id: string;
  responseId: string | null;
  userId: UserId;
  occurredAt: Date;
  model: string;
  provider: string;
  usage: TokenUsage;
  costPico: PicoUsd | null;
  basis: Basis;
  via: Via;
  apiKeyId: ApiKeyId | null;
}

/** The event of a settled generation. */
export function usageEvent(facts: EventFacts): UsageEvent {
  return {
    specversion: '1.0',
    id: facts.id,
    source: EVENT_SOURCE,
    type: 'openai',
    subject: facts.userId,
    time: facts.occurredAt.toISOString(),
    data: {
      model: facts.model,
      provider: facts.provider,
      prompt_tokens: inputTokens(facts.usage),
      completion_tokens: facts.usage.output,
      total_tokens: totalTokens(facts.usage),
      cached_tokens: facts.usage.cacheRead,
      reasoning_tokens: facts.usage.reasoning,
      ...(facts.costPico !== null && { cost_usd: usdDecimal(facts.costPico) }),
      estimated: facts.basis === 'estimated',
      via: facts.via,
      ...(facts.apiKeyId !== null && { api_key: facts.apiKeyId }),
      ...(facts.responseId !== null && facts.responseId !== facts.id && { response_id: facts.responseId }),
    },
  };
}
