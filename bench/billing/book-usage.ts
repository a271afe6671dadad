import { sql } from 'drizzle-orm';
import { billingPeriodOf } from '@/lib/billing/period';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { EVENT_SOURCE } from '@/lib/openmeter/event';
import { priceFor } from '@/lib/pricing/price-book';
import { ratesToJson } from '@/lib/pricing/rates';

/** The last one has no price. */
const MODELS = ['gpt-5-mini', 'gpt-5', 'gpt-4.1', 'gpt-4o-mini', 'o3', 'llama-of-my-own'];

export interface Batch {
  userId: UserId;
  /** All events. */
  count: number;
  /** How many of them are the viewer's. */
  own: number;
  otherPeople: number;
  fromDaysAgo: number;
  toDaysAgo: number;
}

/** Books and delivers random usage of a stretch of time, in one statement. */
export async function bookUsage(db: Database, batch: Batch): Promise<void> {
  await db.transaction(async (tx) => {
    // Foreign keys would be checked row by row; all rows of a generation are made here.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statementOf(batch));
  });
}

/** The ids begin with the time, as the app's do: rows that were made together lie together in the indexes. */
function statementOf({ userId, count, own, otherPeople, fromDaysAgo, toDaysAgo }: Batch) {
  return sql`
    with model as (
      select * from json_to_recordset(${JSON.stringify(MODELS.map(modelRow))}::json)
        as row (place int, name text, rates jsonb, input bigint, cached bigint, output bigint)
    ), drawn as materialized (
      select n <= ${own}::int as is_own, floor(random() * ${otherPeople}::int + 1)::int as other,
        date_trunc('milliseconds', now() - interval '1 day'
          * (${toDaysAgo}::float8 + random() * ${fromDaysAgo - toDaysAgo}::float8)) as at,
        floor(random() * ${MODELS.length}::int)::int as place, (50 + random() * 4000)::int as prompt, random() as cache,
        (random() * 900)::int as output, (array['chat', 'chat', 'title', 'api'])[floor(random() * 4 + 1)] as via,
        floor(random() * 500)::int as chat, floor(random() * 3)::int as key,
        replace(gen_random_uuid()::text, '-', '') as hex
      from generate_series(1, ${count}::int) n
    ), own_chat as (
      select id, row_number() over () - 1 as chat from chats where user_id = ${userId}::uuid
    ), own_key as (
      select id, row_number() over () - 1 as key from api_keys where user_id = ${userId}::uuid
    ), made as materialized (
      select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hex, 14))::uuid as id,
        at, via, model.name as model, model.rates, drawn.output, prompt,
        (prompt * cache * 0.5)::int as cached, (drawn.output * cache * 0.5)::int as reasoning,
        (prompt - (prompt * cache * 0.5)::int) * model.input + (prompt * cache * 0.5)::int * model.cached
          + drawn.output * model.output as cost,
        case when is_own then ${userId}::uuid
          else ('0199c0de-0000-7000-8000-' || lpad(other::text, 12, '0'))::uuid end as user_id,
        case when is_own and via <> 'api' then own_chat.id end as chat_id,
        case when is_own and via = 'api' then own_key.id end as api_key_id
      from drawn join model using (place) left join own_chat using (chat) left join own_key using (key)
    ), told as materialized (
      select id, user_id, at, jsonb_strip_nulls(jsonb_build_object('model', model, 'provider', 'openai',
        'prompt_tokens', prompt, 'completion_tokens', output, 'total_tokens', prompt + output, 'cached_tokens', cached,
        'reasoning_tokens', reasoning, 'cost_usd', trim_scale(cost / 1e12)::text, 'estimated', false, 'via', via,
        'api_key', api_key_id)) as data
      from made
    ), generation as (
      insert into generations (id, user_id, via, provider, model, state, period_start, hold_pico, prompt_tokens,
        max_output_tokens, reserved_at, settled_at)
      select id, user_id, via, 'openai', model, 'settled', date_trunc('month', at), 0, 0, 0, at, at from made
    ), entry as (
      insert into ledger_entries (generation_id, event_id, response_id, user_id, chat_id, api_key_id, via, provider,
        model, period_start, occurred_at, outcome, basis, uncached_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, rates, cost_pico, duration_ms, time_to_first_token_ms)
      select id, 'resp_' || id, 'resp_' || id, user_id, chat_id, api_key_id, via, 'openai', model,
        date_trunc('month', at), at, 'complete', 'exact', prompt - cached, cached, 0, output, reasoning, rates, cost,
        1000 + output * 10, 400
      from made
    ), sent as (
      insert into outbox (generation_id, user_id, state, delivered_at, event)
      select id, user_id, 'delivered', at, jsonb_build_object('specversion', '1.0', 'id', 'resp_' || id,
        'source', ${EVENT_SOURCE}::text, 'type', 'openai', 'subject', user_id,
        'time', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', data)
      from told
    )
    insert into embedded_meter_events (key, namespace, id, source, type, subject, time, data)
    select encode(substr(sha256(convert_to(
        '["default","' || ${EVENT_SOURCE}::text || '","resp_' || id || '"]', 'UTF8')), 1, 16), 'hex')::uuid,
      'default', 'resp_' || id, ${EVENT_SOURCE}::text, 'openai', user_id::text, date_trunc('second', at), data
    from told`;
}

function modelRow(name: string, place: number) {
  const rates = priceFor({ provider: 'openai', model: name, at: billingPeriodOf(new Date()).start });
  return {
    place,
    name,
    rates: rates ? ratesToJson(rates) : null,
    input: rates ? String(rates.inputPico) : null,
    cached: rates ? String(rates.cacheReadPico) : null,
    output: rates ? String(rates.outputPico) : null,
  };
}
