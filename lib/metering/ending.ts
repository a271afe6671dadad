import type { ApiKeyId, GenerationId, UserId } from '../ids';
import type { TokenUsage } from '../pricing/token-usage';
import type { Basis, Outcome, Via } from '../vocabulary';

/** What follows the first characters, by code points, of the text that the checkpoints have. */
export interface UnsavedText {
  savedCharacters: number;
  text: string;
}

/** What is known of a generation when it ends. */
export interface Ending {
  generationId: GenerationId;
  userId: UserId;
  via: Via;
  apiKeyId: ApiKeyId | null;
  provider: string;
  /** The model that was asked for. */
  askedModel: string;
  reservedAt: Date;
  /** What upstream said of its response, as far as it did and could be used. */
  responseId: string | null;
  responseModel: string | null;
  /** Where it is not in the billing period of `reservedAt`, the instant of it that is nearest is taken. */
  occurredAt: Date;
  outcome: Outcome;
  basis: Basis;
  usage: TokenUsage;
  durationMs: number;
  timeToFirstTokenMs: number | null;
  /** Of a message, what came since the last checkpoint: its text is kept until the message is saved. */
  unsavedText?: UnsavedText;
  /** It is settled only if its process has said nothing for so long: another one does it. */
  ifSilentForMs?: number;
}
