import { sql } from 'drizzle-orm';
import { grouped } from '../db/grouped';
import { picoOf } from '../db/row-values';
import { queryRows } from '../db/rows';
import { storableJson } from '../db/text';
import type { Database } from '../db/types';
import { asId, type GenerationId } from '../ids';
import type { PicoUsd } from '../money';
import { usageEvent } from '../openmeter/event';
import type { RatesJson } from '../pricing/rates';
import { among } from './among';
import type { Ending } from './ending';
import { isMinuteOver } from './key-minute';
import { isSilentFor } from './silent';

/** What a generation cost, and the rates that it was priced with. */
export interface Charge {
  costPico: PicoUsd;
  rates: RatesJson;
}

/** A generation's end, priced. */
export interface PricedEnding extends Ending {
  model: string;
  /** null: the model has no price. */
  charge: Charge | null;
  /** The id of its event, unless another one has it. */
  eventId: string;
}

/**
 * Writes all that settles a generation, together with others of the same moment.
 *
 * @returns what was held, if it was this call that settled it
 */
export const writeSettlement = grouped(async (db, endings: PricedEnding[]) => {
  // Of two for one generation, the first is written.
  const firsts = new Map<GenerationId, PricedEnding>();
  for (const each of endings) if (!firsts.has(each.generationId)) firsts.set(each.generationId, each);
  const holds = await writeAll(db, [...firsts.values()]);
  return endings.map((each) => {
    const isFirst = firsts.get(each.generationId) === each;
    return isFirst ? holds.get(each.generationId) : undefined;
  });
});

async function writeAll(db: Database, endings: PricedEnding[]): Promise<Map<GenerationId, PicoUsd>> {
  // Generations and accounts are locked in the order of their ids, so that two statements never wait for each other; a
  // key only by who has its person's account locked.
  const ids = endings.map(({ generationId }) => generationId);
  const statement = sql`
    with ending as (
      select *, row_number() over (partition by "eventId" order by "generationId") as with_this_event
      from jsonb_to_recordset(${storableJson(endings.map(toJson))}::jsonb) as ending(
        "generationId" uuid, "eventId" text, event jsonb, "responseId" text, model text,
        "occurredAt" timestamptz, outcome text, basis text, "uncachedTokens" int, "cacheReadTokens" int,
        "cacheWriteTokens" int, "outputTokens" int, "reasoningTokens" int, rates jsonb, "costPico" bigint,
        "durationMs" int, "timeToFirstTokenMs" int, "savedCharacters" int, "unsavedText" text, "ifSilentForMs" float8
      )
    ), open as (
      select id from generations join ending on "generationId" = id
      where ${among(sql`id`, ids)} and state = 'dispatched'
        and ("ifSilentForMs" is null or ${isSilentFor(sql`"ifSilentForMs"`)})
      order by id
      for no key update of generations
    ), settled as (
      update generations set state = 'settled', settled_at = now(), output_text = case
        -- Until the message is saved, in case the process dies before that.
        when exists (select from chats where chats.id = chat_id)
          and not exists (select from messages where messages.id = message_id)
        then coalesce(left(output_text, "savedCharacters") || "unsavedText", output_text) else '' end
      from ending
      where ${among(sql`generations.id`, ids)} and generations.id = "generationId"
        and generations.id in (select id from open)
      returning generations.id, user_id, chat_id, message_id, api_key_id, via, provider, period_start,
        hold_pico, prompt_tokens, dispatched_at, ending.*,
        with_this_event > 1 or exists (select from ledger_entries where event_id = "eventId") as is_event_taken
    ), account as (
      select user_id, period_start from balances
      where (user_id, period_start) in (select user_id, period_start from settled)
      order by user_id, period_start
      for update
    ), billed as (
      update balances set held_pico = held_pico - sums.hold_pico, used_pico = used_pico + sums.cost_pico
      from account join (
        select user_id, period_start, sum(hold_pico) as hold_pico, coalesce(sum("costPico"), 0) as cost_pico
        from settled group by 1, 2
      ) as sums using (user_id, period_start)
      where balances.user_id = account.user_id and balances.period_start = account.period_start
      returning balances.user_id, balances.period_start
    ), key_billed as (
      update api_key_balances set
        held_pico = held_pico - sums.hold_pico,
        used_pico = used_pico + sums.cost_pico,
        window_tokens = case when ${isMinuteOver(sql`window_started_at`)} then window_tokens
          -- A prompt that left in this minute was counted in it, perhaps by a guess.
          else greatest(0, window_tokens + sums.output_tokens + (
            select coalesce(sum(tokens), 0) from unnest(sums.dispatched_at, sums.beyond_count) as prompt(left_at, tokens)
            where left_at >= window_started_at
          )) end
      from (
        select api_key_id, period_start, sum(hold_pico) as hold_pico, coalesce(sum("costPico"), 0) as cost_pico,
          sum("outputTokens") as output_tokens, array_agg(dispatched_at) as dispatched_at,
          array_agg("uncachedTokens" + "cacheReadTokens" + "cacheWriteTokens" - prompt_tokens) as beyond_count
        from settled join billed using (user_id, period_start) where api_key_id is not null group by 1, 2
      ) as sums
      where api_key_balances.api_key_id = sums.api_key_id and api_key_balances.period_start = sums.period_start
    ), entry as (
      insert into ledger_entries (
        generation_id, event_id, response_id, user_id, chat_id, message_id, api_key_id, via, provider, model,
        period_start, occurred_at, outcome, basis, uncached_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
        reasoning_tokens, rates, cost_pico, duration_ms, time_to_first_token_ms
      )
      select id, case when is_event_taken then id::text else "eventId" end, "responseId", user_id, chat_id, message_id,
        api_key_id, via, provider, model, period_start, "occurredAt", outcome, basis, "uncachedTokens",
        "cacheReadTokens", "cacheWriteTokens", "outputTokens", "reasoningTokens", rates, "costPico", "durationMs",
        "timeToFirstTokenMs"
      from settled
    ), event as (
      insert into outbox (generation_id, user_id, event)
      select id, user_id, case when is_event_taken
        -- Its own id, and the response's beside, as usageEvent has it.
        then event || jsonb_build_object('id', id, 'data',
          event -> 'data' || jsonb_build_object('response_id', "responseId"))
        else event end
      from settled
    )
    select id, hold_pico from settled`;
  return new Map(
    await queryRows(db, statement, (row) => [asId<GenerationId>(String(row.id)), picoOf(row.hold_pico)]),
  );
}

/** As the statement takes it: big sums are strings, as JSON has none. */
function toJson(ending: PricedEnding) {
  const { generationId, usage, charge } = ending;
  const costPico = charge?.costPico ?? null;
  return {
    generationId,
    eventId: ending.eventId,
    event: usageEvent({ ...ending, costPico, id: ending.eventId }),
    responseId: ending.responseId,
    model: ending.model,
    occurredAt: ending.occurredAt.toISOString(),
    outcome: ending.outcome,
    basis: ending.basis,
    uncachedTokens: usage.uncached,
    cacheReadTokens: usage.cacheRead,
    cacheWriteTokens: usage.cacheWrite,
    outputTokens: usage.output,
    reasoningTokens: usage.reasoning,
    rates: charge?.rates ?? null,
    costPico: costPico?.toString() ?? null,
    durationMs: ending.durationMs,
    timeToFirstTokenMs: ending.timeToFirstTokenMs,
    savedCharacters: ending.unsavedText?.savedCharacters ?? null,
    unsavedText: ending.unsavedText?.text ?? null,
    ifSilentForMs: ending.ifSilentForMs ?? null,
  };
}
