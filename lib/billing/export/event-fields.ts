import type { PicoUsd } from '@/lib/money';
import { inputTokens } from '@/lib/pricing/token-usage';
import type { LoggedEvent } from '../events/list';

/** Text, a count, or a cost; null: there is none. */
export type FieldValue = string | number | PicoUsd | null;

const FIELDS: Record<string, (event: LoggedEvent) => FieldValue> = {
  time: (event) => event.occurredAt.toISOString(),
  id: (event) => event.generationId,
  provider: (event) => event.provider,
  model: (event) => event.model,
  via: (event) => event.via,
  chat_id: (event) => event.chatId,
  api_key_id: (event) => event.apiKey?.id ?? null,
  prompt_tokens: (event) => inputTokens(event.usage),
  cached_tokens: (event) => event.usage.cacheRead,
  completion_tokens: (event) => event.usage.output,
  reasoning_tokens: (event) => event.usage.reasoning,
  cost_usd: (event) => event.costPico,
  status: (event) => event.outcome,
  basis: (event) => event.basis,
  duration_ms: (event) => event.durationMs,
  time_to_first_token_ms: (event) => event.timeToFirstTokenMs,
};

/** What an event is exported as, in CSV and in JSON: the names of its fields, and what it has in each. */
export const EVENT_FIELDS = Object.entries(FIELDS);
