import { sql } from 'drizzle-orm';
import { billingPeriodOf } from '@/lib/billing/period';
import { meterOf } from '@/lib/billing/testing/seed';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { deliverDue } from '@/lib/openmeter/deliver-due';
import { priceFor } from '@/lib/pricing/price-book';
import { ratesToJson } from '@/lib/pricing/rates';

const MODELS = ['gpt-5-mini', 'gpt-5', 'gpt-4.1', 'gpt-4o-mini', 'o3', 'llama-of-my-own'];
const ROWS_AT_ONCE = 5_000;
const OTHER_PEOPLE = 1_000;

export interface Seed {
  userId: UserId;
  /** Of the viewer. */
  own: number;
  /** Of a thousand other people. */
  others: number;
  /** Events are spread over so many days before now. */
  days: number;
}

/** Books usage as `settle` does, and has the relay deliver it all. */
export async function seedBilling(db: Database, { userId, own, others, days }: Seed): Promise<void> {
  await db.execute(sql`
    insert into users (id, kind) select ('0199c0de-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'member'
    from generate_series(1, ${OTHER_PEOPLE}::int) n`);
  await db.execute(sql`
    insert into api_keys (id, user_id, name) select gen_random_uuid(), ${userId}::uuid, 'Key ' || n
    from generate_series(1, 3) n`);
  await db.execute(sql`
    insert into chats (id, user_id, title, model) select gen_random_uuid(), ${userId}::uuid, 'Chat ' || n, 'gpt-5'
    from generate_series(1, 500) n`);
  // Mixed as they would have come: a person's rows lie among all others'.
  const total = own + others;
  for (let done = 0; done < total; done += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, total - done);
    await book(db, {
      userId,
      count,
      ownShare: own / total,
      days,
      from: done / total,
      to: (done + count) / total,
    });
    // Else foreign keys are checked as in an empty table, row by row.
    if (done === 0) await db.execute(sql`analyze generations`);
  }
  await db.execute(sql`
    insert into balances (user_id, period_start, used_pico)
    select user_id, period_start, coalesce(sum(cost_pico), 0) from ledger_entries group by user_id, period_start`);
  await deliverDue(db, meterOf(db).client);
  for (const table of [
    'ledger_entries',
    'outbox',
    'chats',
    'embedded_meter_series',
    'embedded_meter_hours',
  ]) {
    await db.execute(sql.raw(`vacuum analyze ${table}`));
  }
}

interface Batch {
  userId: UserId;
  count: number;
  ownShare: number;
  days: number;
  /** Which part of the days it is of, from 0 to 1. */
  from: number;
  to: number;
}

async function book(db: Database, { userId, count, ownShare, days, from, to }: Batch): Promise<void> {
  await db.execute(sql`
    with model as (
      select * from json_to_recordset(${JSON.stringify(MODELS.map(modelRow))}::json)
        as row (place int, name text, rates jsonb, input bigint, cached bigint, output bigint)
    ), drawn as materialized (
      select gen_random_uuid() as id, random() < ${ownShare}::float8 as is_own, floor(random() * ${OTHER_PEOPLE} + 1)::int as other,
        now() - make_interval(secs => (1 - ${from}::float8 - random() * ${to - from}::float8) * ${days * 86_400}::float8) as at,
        floor(random() * ${MODELS.length})::int as place, (50 + random() * 4000)::int as prompt, random() as cache,
        (random() * 900)::int as output, (array['chat', 'chat', 'title', 'api'])[floor(random() * 4 + 1)] as via,
        floor(random() * 500)::int as chat, floor(random() * 3)::int as key
      from generate_series(1, ${count}::int)
    ), own_chat as (
      select id, row_number() over () - 1 as chat from chats where user_id = ${userId}::uuid
    ), own_key as (
      select id, row_number() over () - 1 as key from api_keys where user_id = ${userId}::uuid
    ), made as materialized (
      select drawn.id, at, via, model.name as model, model.rates, drawn.output, prompt,
        (prompt * cache * 0.5)::int as cached, (drawn.output * cache * 0.5)::int as reasoning,
        (prompt - (prompt * cache * 0.5)::int) * model.input + (prompt * cache * 0.5)::int * model.cached
          + drawn.output * model.output as cost,
        case when is_own then ${userId}::uuid
          else ('0199c0de-0000-7000-8000-' || lpad(other::text, 12, '0'))::uuid end as user_id,
        case when is_own and via <> 'api' then own_chat.id end as chat_id,
        case when is_own and via = 'api' then own_key.id end as api_key_id
      from drawn join model using (place) left join own_chat using (chat) left join own_key using (key)
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
    )
    insert into outbox (generation_id, user_id, event)
    select id, user_id, jsonb_build_object('specversion', '1.0', 'id', 'resp_' || id, 'source', 'tokentally', 'type', 'openai',
      'subject', user_id, 'time', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'data', jsonb_strip_nulls(jsonb_build_object('model', model, 'provider', 'openai', 'prompt_tokens', prompt,
        'completion_tokens', output, 'total_tokens', prompt + output, 'cached_tokens', cached,
        'reasoning_tokens', reasoning, 'cost_usd', (cost / 1e12)::numeric(20, 12)::text, 'estimated', false, 'via', via,
        'api_key', api_key_id)))
    from made`);
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
