import type { AppError } from '../errors';
import type { ApiKeyId, ChatId, MessageId, UserId } from '../ids';
import type { CatalogModel } from '../models/catalog';
import type { PicoUsd } from '../money';
import type { Via } from '../vocabulary';

/** On whose behalf a model is called, and what for. A chat turn of several steps is one call and several generations. */
export interface Call {
  userId: UserId;
  via: Via;
  chatId?: ChatId;
  messageId?: MessageId;
  /** The key of a call through the API; its limits hold beside the allowance. */
  apiKey?: KeyLimits;
  model: CatalogModel;
  /** What the person may use; asked before each generation, as it may be changed while a tool runs. */
  spendLimit: () => Promise<SpendLimit>;
  /** The person's Stop: ends the call upstream and settles what was delivered. */
  stop: AbortSignal;
}

/** What a person may use in the billing period. */
export interface SpendLimit {
  /** null: no limit. */
  limitPico: PicoUsd | null;
  /** What to throw when it leaves no room for a useful reply. */
  refusal: (shortfall: Shortfall) => AppError;
}

/** Why there is no room for a call: next to nothing is left, or too little for this one, or other calls hold it. */
export type NoRoom = 'used up' | 'too dear' | 'held by others';

/** What is used of a limit, and why there is no room below it. */
export interface Shortfall {
  reason: NoRoom;
  usedPico: PicoUsd;
  limitPico: PicoUsd;
  resetsAt: Date;
  /** How far the key of the call is in its minute; left out: without a key. */
  keyRate?: KeyRate;
}

/** What may be asked with a key. */
export interface KeyLimits {
  id: ApiKeyId;
  /** In the billing period; null: no limit of its own. */
  spendLimitPico: PicoUsd | null;
  requestsPerMinute: number;
  tokensPerMinute: number;
}

/** What a key may use within a minute, and how far it is in that. */
export interface KeyRate {
  limits: KeyLimits;
  window: KeyWindow;
}

/** How far a key is within its limits of a minute. */
export interface KeyWindow {
  requests: number;
  tokens: number;
  secondsLeft: number;
}
