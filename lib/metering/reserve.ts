import { sql } from 'drizzle-orm';
import { billingPeriodOf } from '../billing/period';
import { queryRows, type Row } from '../db/rows';
import type { Database } from '../db/types';
import { type GenerationId, newId } from '../ids';
import { type PicoUsd, picoUsd } from '../money';
import { type HoldTerms, holdTerms } from '../pricing/hold-terms';
import { priceFor } from '../pricing/price-book';
import type { Call } from './call';
import { AllowanceExceededError } from './errors';

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
}

/**
 * Admits one call of a model: inserts its generation and holds the most that it can cost. One statement, so that
 * `used + held <= allowance` holds however many calls race; where the allowance is short, the output limit is too.
 *
 * @throws AllowanceExceededError when the allowance affords no useful reply
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
  if (account.maxOutputTokens === null) {
    throw new AllowanceExceededError(account.usedPico, call.allowancePico ?? picoUsd(0n), period.end);
  }
  return {
    generationId,
    reservedAt,
    promptTokens: prompt.promptTokens,
    maxOutputTokens: account.maxOutputTokens,
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

/** The account's state, with the tokens it affords or null; nothing at all when there is no account yet. */
async function tryToHold(
  db: Database,
  { call, prompt, terms, generationId, reservedAt, periodStart }: Attempt,
) {
  const least = Math.min(LEAST_USEFUL_OUTPUT_TOKENS, prompt.maxOutputTokens);
  const statement = sql`
    with account as (
      select user_id, period_start, used_pico,
        case when ${call.allowancePico}::bigint is null or ${terms.outputTokenPico + terms.promptPico}::bigint = 0
          then ${prompt.maxOutputTokens}::bigint
          else least(
            ${prompt.maxOutputTokens}::bigint,
            (${call.allowancePico}::bigint - used_pico - held_pico - ${terms.promptPico}::bigint)
              / greatest(${terms.outputTokenPico}::bigint, 1)
          )
        end as max_output_tokens
      from balances
      where user_id = ${call.userId} and period_start = ${periodStart.toISOString()}
      for update
    ), held as (
      update balances
      set held_pico = held_pico + ${terms.promptPico}::bigint + ${terms.outputTokenPico}::bigint * account.max_output_tokens
      from account
      where balances.user_id = account.user_id and balances.period_start = account.period_start
        and account.max_output_tokens >= ${least}
      returning account.max_output_tokens
    ), generation as (
      insert into generations (
        id, user_id, chat_id, message_id, via, provider, model, state, period_start, hold_pico, prompt_tokens,
        max_output_tokens, reserved_at
      )
      select ${generationId}, ${call.userId}, ${call.chatId ?? null}, ${call.messageId ?? null}, ${call.via},
        ${call.model.provider}, ${call.model.id}, 'reserved', ${periodStart.toISOString()},
        ${terms.promptPico}::bigint + ${terms.outputTokenPico}::bigint * max_output_tokens, ${prompt.promptTokens},
        max_output_tokens, ${reservedAt.toISOString()}
      from held
    )
    select account.used_pico, held.max_output_tokens from account left join held on true`;
  const [account] = await queryRows(db, statement, parseAccount);
  return account;
}

/** The first call of a person in a billing period opens the account. */
async function openAccount(db: Database, call: Call, periodStart: Date): Promise<void> {
  await db.execute(
    sql`insert into balances (user_id, period_start) values (${call.userId}, ${periodStart.toISOString()})
      on conflict do nothing`,
  );
}

function parseAccount(row: Row): { usedPico: PicoUsd; maxOutputTokens: number | null } {
  return {
    usedPico: picoUsd(BigInt(String(row.used_pico))),
    maxOutputTokens: row.max_output_tokens === null ? null : Number(row.max_output_tokens),
  };
}
