import { sql } from 'drizzle-orm';
import { type BillingPeriod, billingPeriodOf } from '../billing/period';
import type { Database } from '../db/types';
import { type GenerationId, newId } from '../ids';
import { type PicoUsd, picoUsd } from '../money';
import { type HoldTerms, holdTerms } from '../pricing/hold-terms';
import { priceFor } from '../pricing/price-book';
import type { Call, KeyRate, NoRoom, SpendLimit } from './call';
import { KeyRateLimitError, KeySpendLimitError, PromptBeyondRateLimitError } from './errors';
import { type AccountState, type Admission, type Hold, hold, type Shortage } from './hold';
import { nextToNothingOf } from './used-up';

/** A reply shorter than this is of no use to anybody, so the allowance must afford it. */
const LEAST_USEFUL_OUTPUT_TOKENS = 256;

/** What a caller asks of a model, as far as its window holds it. */
export interface FittedDemand {
  promptTokens: number;
  /** As many of a prompt to hold for, where it may have more; left out: those it has. */
  heldTokens?: number;
  /** Some of these are a guess at images and the like. */
  isEstimate?: boolean;
  /** How many replies to the prompt; left out: one. */
  choices?: number;
  /** The most that the caller wants of each; the allowance may afford less. */
  maxOutputTokens: number;
}

export interface Reservation {
  generationId: GenerationId;
  reservedAt: Date;
  promptTokens: number;
  choices: number;
  /** The output limit to send upstream, of each reply: what the hold pays for. */
  maxOutputTokens: number;
  /** Whether that is less than was asked for, because the allowance affords no more. */
  isShortened: boolean;
  /** How far the key is in its minute, this call included; left out: without a key. */
  keyRate?: KeyRate;
}

/**
 * Admits one call of a model: inserts its generation and holds the most that it can cost. One statement, so that none is
 * admitted beyond the allowance however many race, for the person and for the key alike; where the allowance
 * is short, the output limit is too. The same statement counts the call against the limits of the key's minute.
 *
 * @throws what the call's spend limit refuses with, an AllowanceExceededError, when it affords no useful reply
 * @throws KeySpendLimitError when the key's own limit doesn't
 * @throws KeyRateLimitError when the key asks too much within a minute, PromptBeyondRateLimitError when this prompt alone does
 */
export async function reserve(db: Database, call: Call, demand: FittedDemand): Promise<Reservation> {
  const { promptTokens, heldTokens = promptTokens, isEstimate = false, choices = 1 } = demand;
  const spendLimit = await call.spendLimit();
  const reservedAt = new Date();
  const { provider, id: model } = call.model;
  const terms = holdTerms(heldTokens, priceFor({ provider, model, at: reservedAt }));
  const period = billingPeriodOf(reservedAt);
  const generationId = newId<GenerationId>();
  const admission = admissionOf(
    call,
    { ...demand, choices },
    { generationId, reservedAt, period, terms, spendLimit },
  );

  const answer = await holdOnAccount(db, call, admission);
  if (answer.kind === 'refused') {
    const leastPico = picoUsd(terms.promptPico + terms.outputTokenPico * BigInt(admission.leastOutputTokens));
    throw refusal(call, spendLimit, { ...answer, promptTokens, isEstimate, leastPico, resetsAt: period.end });
  }
  const maxOutputTokens = Math.floor(answer.maxOutputTokens / choices);
  return {
    generationId,
    reservedAt,
    promptTokens,
    choices,
    maxOutputTokens,
    isShortened: maxOutputTokens < demand.maxOutputTokens,
    keyRate: keyRateOf(call, answer),
  };
}

/** What is fixed of a call when it is reserved. */
interface Fixed {
  generationId: GenerationId;
  reservedAt: Date;
  period: BillingPeriod;
  terms: HoldTerms;
  spendLimit: SpendLimit;
}

function admissionOf(
  call: Call,
  { promptTokens, choices, maxOutputTokens }: FittedDemand & { choices: number },
  { generationId, reservedAt, period, terms, spendLimit }: Fixed,
): Admission {
  return {
    generationId,
    userId: call.userId,
    chatId: call.chatId ?? null,
    messageId: call.messageId ?? null,
    apiKeyId: call.apiKey?.id ?? null,
    via: call.via,
    provider: call.model.provider,
    model: call.model.id,
    periodStart: period.start.toISOString(),
    reservedAt: reservedAt.toISOString(),
    promptTokens,
    maxOutputTokens: choices * maxOutputTokens,
    leastOutputTokens: choices * Math.min(LEAST_USEFUL_OUTPUT_TOKENS, maxOutputTokens),
    promptPico: String(terms.promptPico),
    outputTokenPico: String(terms.outputTokenPico),
    limitPico: spendLimit.limitPico?.toString() ?? null,
    keyLimitPico: call.apiKey?.spendLimitPico?.toString() ?? null,
    requestsPerMinute: call.apiKey?.requestsPerMinute ?? null,
    tokensPerMinute: call.apiKey?.tokensPerMinute ?? null,
  };
}

/** Holds, and opens the account before where that is the first call on it. */
async function holdOnAccount(
  db: Database,
  call: Call,
  admission: Admission,
): Promise<Exclude<Hold, { kind: 'no account' }>> {
  const answer = await hold(db, admission);
  if (answer.kind !== 'no account') return answer;
  await openAccount(db, call, admission.periodStart);
  const onAccount = await hold(db, admission);
  if (onAccount.kind !== 'no account') return onAccount;
  throw new Error('The account of the billing period could not be opened.');
}

/** The first call of a person, or with a key, in a billing period opens the account. */
async function openAccount(db: Database, call: Call, periodStart: string): Promise<void> {
  await db.execute(
    sql`insert into balances (user_id, period_start) values (${call.userId}, ${periodStart}) on conflict do nothing`,
  );
  if (!call.apiKey) return;
  await db.execute(
    sql`insert into api_key_balances (api_key_id, period_start) values (${call.apiKey.id}, ${periodStart})
      on conflict do nothing`,
  );
}

/** What a call was refused for, and what is to be told of it. */
interface Refused extends AccountState {
  shortage: Shortage;
  promptTokens: number;
  isEstimate: boolean;
  /** What the shortest useful reply could cost. */
  leastPico: PicoUsd;
  resetsAt: Date;
}

function refusal(call: Call, spendLimit: SpendLimit, refused: Refused): Error {
  const { shortage, usedPico, keyUsedPico, promptTokens, isEstimate, leastPico, resetsAt } = refused;
  const keyRate = keyRateOf(call, refused);
  if (keyRate && promptTokens > keyRate.limits.tokensPerMinute) {
    return new PromptBeyondRateLimitError({ promptTokens, isEstimate }, keyRate);
  }
  if (keyRate && (shortage === 'requests' || shortage === 'tokens')) {
    return new KeyRateLimitError(shortage, keyRate);
  }
  if (keyRate && shortage === 'key') {
    const limitPico = keyRate.limits.spendLimitPico ?? picoUsd(0n);
    const reason = noRoom(keyUsedPico, limitPico, leastPico);
    return new KeySpendLimitError({ reason, usedPico: keyUsedPico, limitPico, resetsAt, keyRate });
  }
  const limitPico = spendLimit.limitPico ?? picoUsd(0n);
  const reason = noRoom(usedPico, limitPico, leastPico);
  return spendLimit.refusal({ reason, usedPico, limitPico, resetsAt, keyRate });
}

function keyRateOf({ apiKey }: Call, { keyWindow }: AccountState): KeyRate | undefined {
  return apiKey && keyWindow ? { limits: apiKey, window: keyWindow } : undefined;
}

/** @param leastPico what the shortest useful reply could cost */
function noRoom(usedPico: PicoUsd, limitPico: PicoUsd, leastPico: PicoUsd): NoRoom {
  const leftPico = limitPico - usedPico;
  if (leftPico >= leastPico) return 'held by others';
  return leftPico <= nextToNothingOf(limitPico) ? 'used up' : 'too dear';
}
