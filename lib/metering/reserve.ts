import { type SQL, sql } from 'drizzle-orm';
import { billingPeriodOf } from '../billing/period';
import { queryRows, type Row } from '../db/rows';
import type { Database } from '../db/types';
import { type GenerationId, newId } from '../ids';
import { type PicoUsd, picoUsd } from '../money';
import { type HoldTerms, holdTerms } from '../pricing/hold-terms';
import { priceFor } from '../pricing/price-book';
import type { Call } from './call';
import { AllowanceExceededError, KeyRateLimitError, KeySpendLimitError, type KeyWindow } from './errors';

/** A reply shorter than this is of no use to anybody, so the allowance must afford it. */
const LEAST_USEFUL_OUTPUT_TOKENS = 256;

export interface Prompt {
  promptTokens: number;
  /** The most that the caller wants; the allowance may afford less. */
  maxOutputTokens: number;
}

export interface Reservation {
  generationId: GenerationId;
  reservedAt: Date;
  promptTokens: number;
  /** The output limit to send upstream: what the hold pays for. */
  maxOutputTokens: number;
  /** Whether that is less than was asked for, because the allowance affords no more. */
  isShortened: boolean;
  /** How far the key is in its minute, this call included; null without a key. */
  keyWindow: KeyWindow | null;
}

/**
 * Admits one call of a model: inserts its generation and holds the most that it can cost. One statement, so that
 * `used + held <= allowance` holds however many calls race, for the person and for the key alike; where the allowance
 * is short, the output limit is too. The same statement counts the call against the limits of the key's minute.
 *
 * @throws AllowanceExceededError when the allowance affords no useful reply
 * @throws KeySpendLimitError when the key's own limit doesn't
 * @throws KeyRateLimitError when the key asks too much within a minute
 */
export async function reserve(db: Database, call: Call, prompt: Prompt): Promise<Reservation> {
  const reservedAt = new Date();
  const { provider, id: model } = call.model;
  const terms = holdTerms(prompt.promptTokens, priceFor({ provider, model, at: reservedAt }));
  const period = billingPeriodOf(reservedAt);
  const generationId = newId<GenerationId>();

  const attempt = () =>
    tryToHold(db, { call, prompt, terms, generationId, reservedAt, periodStart: period.start });
  const account = (await attempt()) ?? (await openAccount(db, call, period.start).then(attempt));
  if (!account) throw new Error('The account of the billing period could not be opened.');
  if (!account.admitted) throw refusal(call, account, period.end);
  return {
    generationId,
    reservedAt,
    promptTokens: prompt.promptTokens,
    maxOutputTokens: account.maxOutputTokens,
    isShortened: account.maxOutputTokens < prompt.maxOutputTokens,
    keyWindow: call.apiKey ? account.keyWindow : null,
  };
}

interface Attempt {
  call: Call;
  prompt: Prompt;
  terms: HoldTerms;
  generationId: GenerationId;
  reservedAt: Date;
  periodStart: Date;
}

/** The account's state, and what it admits; nothing at all when there is no account yet. */
async function tryToHold(
  db: Database,
  { call, prompt, terms, generationId, reservedAt, periodStart }: Attempt,
): Promise<Account | undefined> {
  const least = Math.min(LEAST_USEFUL_OUTPUT_TOKENS, prompt.maxOutputTokens);
  const key = call.apiKey;
  /** The output tokens that a limit pays for, besides the prompt. */
  const affords = (limitPico: PicoUsd | null, account: SQL) => sql`
    case when ${limitPico}::bigint is null or ${terms.outputTokenPico + terms.promptPico}::bigint = 0
      then ${prompt.maxOutputTokens}::bigint
      else least(
        ${prompt.maxOutputTokens}::bigint,
        (${limitPico}::bigint - ${account}.used_pico - ${account}.held_pico - ${terms.promptPico}::bigint)
          / greatest(${terms.outputTokenPico}::bigint, 1)
      )
    end`;
  // The key's row is always locked after the person's, so that two calls never wait for each other.
  const statement = sql`
    with account as (
      select user_id, period_start, used_pico, held_pico from balances
      where user_id = ${call.userId} and period_start = ${periodStart.toISOString()}
      for update
    ), api_key as (
      select k.api_key_id, k.used_pico, k.held_pico, minute.*
      from account
      join api_key_balances k on k.api_key_id = ${key?.id ?? null}::uuid and k.period_start = account.period_start
      cross join lateral (
        select case when is_over then now() else k.window_started_at end as started_at,
          case when is_over then 0 else k.window_requests end + 1 as requests,
          case when is_over then 0 else k.window_tokens end + ${prompt.promptTokens}::bigint as tokens
        from (select k.window_started_at <= now() - interval '1 minute' as is_over) as before
      ) as minute
      for update of k
    ), room as (
      select account.*, api_key.used_pico as key_used_pico, api_key.started_at, api_key.requests, api_key.tokens,
        ${affords(call.allowancePico, sql`account`)} as account_tokens,
        ${affords(key?.spendLimitPico ?? null, sql`api_key`)} as key_tokens,
        coalesce(requests <= ${key?.requestsPerMinute ?? null}::int, true) as requests_ok,
        coalesce(tokens <= ${key?.tokensPerMinute ?? null}::bigint, true) as tokens_ok
      from account left join api_key on true
      where ${key?.id ?? null}::uuid is null or api_key.api_key_id is not null
    ), held as (
      update balances
      set held_pico = balances.held_pico + ${terms.promptPico}::bigint
        + ${terms.outputTokenPico}::bigint * least(account_tokens, key_tokens)
      from room
      where balances.user_id = room.user_id and balances.period_start = room.period_start
        and requests_ok and tokens_ok and least(account_tokens, key_tokens) >= ${least}
      returning least(account_tokens, key_tokens) as max_output_tokens, started_at, requests, tokens
    ), key_held as (
      update api_key_balances
      set held_pico = held_pico + ${terms.promptPico}::bigint + ${terms.outputTokenPico}::bigint * max_output_tokens,
        window_started_at = started_at, window_requests = requests, window_tokens = tokens, last_used_at = now()
      from held
      where api_key_id = ${key?.id ?? null}::uuid and period_start = ${periodStart.toISOString()}
    ), generation as (
      insert into generations (
        id, user_id, chat_id, message_id, api_key_id, via, provider, model, state, period_start, hold_pico,
        prompt_tokens, max_output_tokens, reserved_at
      )
      select ${generationId}, ${call.userId}, ${call.chatId ?? null}, ${call.messageId ?? null},
        ${key?.id ?? null}::uuid, ${call.via}, ${call.model.provider}, ${call.model.id}, 'reserved',
        ${periodStart.toISOString()},
        ${terms.promptPico}::bigint + ${terms.outputTokenPico}::bigint * max_output_tokens, ${prompt.promptTokens},
        max_output_tokens, ${reservedAt.toISOString()}
      from held
    )
    select room.*, held.max_output_tokens,
      ceil(extract(epoch from room.started_at + interval '1 minute' - now()))::int as seconds_left
    from room left join held on true`;
  const [account] = await queryRows(db, statement, (row) => parseAccount(row, least));
  return account;
}

/** The first call of a person, or with a key, in a billing period opens the account. */
async function openAccount(db: Database, call: Call, periodStart: Date): Promise<void> {
  const start = periodStart.toISOString();
  await db.execute(
    sql`insert into balances (user_id, period_start) values (${call.userId}, ${start}) on conflict do nothing`,
  );
  if (!call.apiKey) return;
  await db.execute(
    sql`insert into api_key_balances (api_key_id, period_start) values (${call.apiKey.id}, ${start})
      on conflict do nothing`,
  );
}

type Shortage = 'requests' | 'tokens' | 'key' | 'allowance';

interface AccountState {
  usedPico: PicoUsd;
  keyUsedPico: PicoUsd;
  keyWindow: KeyWindow;
}

type Account = AccountState &
  ({ admitted: true; maxOutputTokens: number } | { admitted: false; shortage: Shortage });

function parseAccount(row: Row, leastTokens: number): Account {
  const state = {
    usedPico: picoUsd(BigInt(String(row.used_pico))),
    keyUsedPico: picoUsd(BigInt(String(row.key_used_pico ?? 0))),
    keyWindow: {
      requests: Number(row.requests),
      tokens: Number(row.tokens),
      secondsLeft: Number(row.seconds_left),
    },
  };
  if (row.max_output_tokens !== null) {
    return { ...state, admitted: true, maxOutputTokens: Number(row.max_output_tokens) };
  }
  return { ...state, admitted: false, shortage: shortageOf(row, leastTokens) };
}

function shortageOf(row: Row, leastTokens: number): Shortage {
  if (row.requests_ok === false) return 'requests';
  if (row.tokens_ok === false) return 'tokens';
  return Number(row.account_tokens) >= leastTokens ? 'key' : 'allowance';
}

function refusal(call: Call, account: AccountState & { shortage: Shortage }, resetsAt: Date): Error {
  const { shortage } = account;
  if (call.apiKey && (shortage === 'requests' || shortage === 'tokens')) {
    return new KeyRateLimitError(shortage, call.apiKey, account.keyWindow);
  }
  if (call.apiKey?.spendLimitPico && shortage === 'key') {
    return new KeySpendLimitError(account.keyUsedPico, call.apiKey.spendLimitPico, resetsAt);
  }
  return new AllowanceExceededError(account.usedPico, call.allowancePico ?? picoUsd(0n), resetsAt);
}
