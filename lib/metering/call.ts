import type { ApiKeyId, ChatId, MessageId, UserId } from '../ids';
import type { CatalogModel } from '../models/catalog';
import type { PicoUsd } from '../money';

/** On whose behalf a model is called, and what for. A chat turn of several steps is one call and several generations. */
export interface Call {
  userId: UserId;
  via: 'chat' | 'title' | 'api';
  chatId?: ChatId;
  messageId?: MessageId;
  /** The key of a call through the API; its limits hold beside the allowance. */
  apiKey?: KeyLimits;
  model: CatalogModel;
  /** What the person may use in the billing period; null: no limit. */
  allowancePico: PicoUsd | null;
  /** The person's Stop: ends the call upstream and settles what was delivered. */
  stop: AbortSignal;
}

/** What may be asked with a key. */
export interface KeyLimits {
  id: ApiKeyId;
  /** In the billing period; null: no limit of its own. */
  spendLimitPico: PicoUsd | null;
  requestsPerMinute: number;
  tokensPerMinute: number;
}

/** How a generation ended: on its own, by the person, or by a fault. */
export type Outcome = 'complete' | 'stopped' | 'failed';
