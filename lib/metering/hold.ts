import { type SQL, sql } from 'drizzle-orm';
import { grouped } from '../db/grouped';
import { picoOf } from '../db/row-values';
import { queryRows, type Row } from '../db/rows';
import type { Database } from '../db/types';
import { type ApiKeyId, asId, type ChatId, type GenerationId, type MessageId, type UserId } from '../ids';
import type { PicoUsd } from '../money';
import type { KeyWindow } from './call';
import { isMinuteOver } from './key-minute';

/** A generation to be admitted. Big sums are strings, and instants RFC 3339, as JSON has neither. */
export interface Admission {
  generationId: GenerationId;
  userId: UserId;
  chatId: ChatId | null;
  messageId: MessageId | null;
  apiKeyId: ApiKeyId | null;
  via: string;
  provider: string;
  model: string;
  periodStart: string;
  reservedAt: string;
  promptTokens: number;
  /** Of all choices together, as what is held and stored is. */
  maxOutputTokens: number;
  /** With fewer, again of all, it is refused. */
  leastOutputTokens: number;
  promptPico: string;
  outputTokenPico: string;
  /** Of the person and of the key; null: no limit. */
  limitPico: string | null;
  keyLimitPico: string | null;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

export type Shortage = 'requests' | 'tokens' | 'key' | 'allowance';

/** What has been used, before this call, and how far the key is in its minute, with all that was held by now; null: no key. */
export interface AccountState {
  usedPico: PicoUsd;
  keyUsedPico: PicoUsd;
  keyWindow: KeyWindow | null;
}

export type Hold =
  /** With the output limit of all choices together. */
  | ({ kind: 'held'; maxOutputTokens: number } & AccountState)
  | ({ kind: 'refused'; shortage: Shortage } & AccountState)
  /** The account of the person, or of the key, is not open yet. */
  | { kind: 'no account' };

/**
 * Inserts a generation and holds the most that it can cost, if its account affords that.
 *
 * Calls of the same moment are admitted together, in one statement. Each of them counts the older ones on its account
 * as if they were held in full: it is held if it fits in full behind them, and refused if it would not fit without them
 * either. In between it is asked for again, and decided at the latest when it is the oldest.
 */
export async function hold(db: Database, admission: Admission): Promise<Hold> {
  for (;;) {
    const answer = await holdTogether(db, admission);
    if (answer.kind !== 'undecided') return answer;
  }
}

const holdTogether = grouped(async (db, admissions: Admission[]) => {
  const answers = new Map(await queryRows(db, holdStatement(admissions), parse));
  return admissions.map(({ generationId }) => answers.get(generationId) ?? { kind: 'no account' as const });
});

/**
 * Accounts are locked in one order, so that two statements never wait for each other; a key's only by who has its
 * person's locked.
 */
function holdStatement(admissions: Admission[]): SQL {
  return sql`
    with call as (
      select *, "promptPico" + "outputTokenPico" * "maxOutputTokens" as full_pico
      from jsonb_to_recordset(${JSON.stringify(admissions)}::jsonb) as call(
        "generationId" uuid, "userId" uuid, "chatId" uuid, "messageId" uuid, "apiKeyId" uuid, via text, provider text,
        model text, "periodStart" timestamptz, "reservedAt" timestamptz, "promptTokens" int, "maxOutputTokens" int,
        "leastOutputTokens" int, "promptPico" bigint, "outputTokenPico" bigint, "limitPico" bigint,
        "keyLimitPico" bigint, "requestsPerMinute" int, "tokensPerMinute" bigint
      )
    ), account as (
      select balance.* from (select distinct "userId", "periodStart" from call order by 1, 2) as person
      cross join lateral (
        select user_id, period_start, used_pico, held_pico from balances
        where user_id = "userId" and period_start = "periodStart"
        for update
      ) as balance
    ), api_key as (
      select k.api_key_id, k.period_start, k.used_pico, k.held_pico, minute.*
      from api_key_balances k
      cross join lateral (
        select case when is_over then now() else k.window_started_at end as started_at,
          case when is_over then 0 else k.window_requests end as minute_requests,
          case when is_over then 0 else k.window_tokens end as minute_tokens
        from (select ${isMinuteOver(sql`k.window_started_at`)} as is_over) as before
      ) as minute
      where (k.api_key_id, k.period_start) in (
        select "apiKeyId", "periodStart" from call join account on user_id = "userId" and period_start = "periodStart"
      )
      for update of k
    ), room as (
      select call.*, account.used_pico, api_key.used_pico as key_used_pico, started_at, minute_requests,
        minute_tokens,
        "limitPico" - account.used_pico - account.held_pico as room_pico,
        "keyLimitPico" - api_key.used_pico - api_key.held_pico as key_room_pico,
        sum(full_pico) over on_account - full_pico as older_pico,
        sum(full_pico) over on_key - full_pico as key_older_pico,
        count(*) over on_account - 1 as older,
        count(*) over on_key - 1 as key_older,
        sum("promptTokens") over on_key - "promptTokens" as key_older_tokens
      from call
      join account on account.user_id = "userId" and account.period_start = "periodStart"
      left join api_key on api_key.api_key_id = "apiKeyId" and api_key.period_start = "periodStart"
      where "apiKeyId" is null or api_key.api_key_id is not null
      window on_account as (partition by "userId", "periodStart" order by "generationId"),
        on_key as (partition by "apiKeyId", "periodStart" order by "generationId")
    ), offer as (
      select *,
        ${affordable(sql`room_pico`)} as account_tokens,
        ${affordable(sql`key_room_pico`)} as key_tokens,
        least(${affordable(sql`room_pico - older_pico`)}, ${affordable(sql`key_room_pico - key_older_pico`)})
          as tokens_behind_older,
        coalesce(minute_requests + 1 <= "requestsPerMinute", true) as requests_ok,
        coalesce(minute_tokens + "promptTokens" <= "tokensPerMinute", true) as tokens_ok,
        coalesce(minute_requests + key_older + 1 <= "requestsPerMinute", true)
          and coalesce(minute_tokens + key_older_tokens + "promptTokens" <= "tokensPerMinute", true)
          as rate_ok_behind_older
      from room
    ), held as (
      select *, "promptPico" + "outputTokenPico" * tokens_behind_older as hold_pico from offer
      where rate_ok_behind_older
        and tokens_behind_older >= case when older = 0 then "leastOutputTokens" else "maxOutputTokens" end
    ), taken as (
      select "apiKeyId", "periodStart", started_at, sum(hold_pico) as hold_pico,
        minute_requests + count(*) as requests, minute_tokens + sum("promptTokens") as tokens
      from held where "apiKeyId" is not null
      group by "apiKeyId", "periodStart", started_at, minute_requests, minute_tokens
    ), account_held as (
      update balances set held_pico = balances.held_pico + sums.hold_pico
      from (select "userId", "periodStart", sum(hold_pico) as hold_pico from held group by 1, 2) as sums
      where user_id = "userId" and period_start = "periodStart"
    ), key_held as (
      update api_key_balances
      set held_pico = held_pico + taken.hold_pico, last_used_at = now(), window_started_at = taken.started_at,
        window_requests = taken.requests, window_tokens = taken.tokens
      from taken
      where api_key_id = "apiKeyId" and period_start = "periodStart"
    ), generation as (
      insert into generations (
        id, user_id, chat_id, message_id, api_key_id, via, provider, model, state, period_start, hold_pico,
        prompt_tokens, max_output_tokens, reserved_at
      )
      select "generationId", "userId", "chatId", "messageId", "apiKeyId", via, provider, model, 'reserved',
        "periodStart", hold_pico, "promptTokens", tokens_behind_older, "reservedAt"
      from held
    )
    select offer."generationId", offer."leastOutputTokens", offer.used_pico, offer.key_used_pico, offer.account_tokens,
      offer.key_tokens, offer.requests_ok, offer.tokens_ok,
      coalesce(taken.requests, offer.minute_requests) as requests, coalesce(taken.tokens, offer.minute_tokens) as tokens,
      ceil(extract(epoch from offer.started_at + interval '1 minute' - now()))::int as seconds_left,
      held.tokens_behind_older as max_output_tokens
    from offer
    left join held on held."generationId" = offer."generationId"
    left join taken on taken."apiKeyId" = offer."apiKeyId" and taken."periodStart" = offer."periodStart"`;
}

/** The output tokens that so much room pays for, besides the prompt: all where there is no limit, or no price. */
function affordable(roomPico: SQL): SQL {
  return sql`least("maxOutputTokens", case when "promptPico" + "outputTokenPico" > 0
    then floor((${roomPico} - "promptPico")::numeric / greatest("outputTokenPico", 1)) end)`;
}

function parse(row: Row): [GenerationId, Hold | { kind: 'undecided' }] {
  const id = asId<GenerationId>(String(row.generationId));
  const state = {
    usedPico: picoOf(row.used_pico),
    keyUsedPico: picoOf(row.key_used_pico ?? 0),
    keyWindow: row.requests === null ? null : windowOf(row),
  };
  if (row.max_output_tokens !== null) {
    return [id, { kind: 'held', maxOutputTokens: Number(row.max_output_tokens), ...state }];
  }
  const shortage = shortageOf(row);
  return [id, shortage ? { kind: 'refused', shortage, ...state } : { kind: 'undecided' }];
}

function windowOf(row: Row): KeyWindow {
  return {
    requests: Number(row.requests),
    tokens: Number(row.tokens),
    secondsLeft: Number(row.seconds_left),
  };
}

/** What is short even if none of the older calls is held; nothing where it is they that are in the way. */
function shortageOf(row: Row): Shortage | undefined {
  if (row.requests_ok === false) return 'requests';
  if (row.tokens_ok === false) return 'tokens';
  if (Number(row.account_tokens) < Number(row.leastOutputTokens)) return 'allowance';
  if (Number(row.key_tokens) < Number(row.leastOutputTokens)) return 'key';
  return undefined;
}
