import { eq, type SQL, sql } from 'drizzle-orm';
import { isUniqueViolation } from '../db/errors';
import { queryRows } from '../db/rows';
import { ledgerEntries } from '../db/schema';
import type { Database } from '../db/types';
import type { ApiKeyId, GenerationId, UserId } from '../ids';
import { log } from '../log';
import { type PicoUsd, picoUsd } from '../money';
import { usageEvent } from '../openmeter/event';
import { costOf } from '../pricing/cost';
import { priceFor } from '../pricing/price-book';
import { ratesToJson } from '../pricing/rates';
import type { TokenUsage } from '../pricing/token-usage';
import type { Call, Outcome } from './call';

/** What is known of a generation when it ends. */
export interface Ending {
  generationId: GenerationId;
  userId: UserId;
  via: Call['via'];
  apiKeyId: ApiKeyId | null;
  provider: string;
  /** The model that was asked for. */
  askedModel: string;
  reservedAt: Date;
  /** What upstream said of its response, as far as it did and could be used. */
  responseId: string | null;
  responseModel: string | null;
  occurredAt: Date;
  outcome: Outcome;
  basis: 'exact' | 'estimated';
  usage: TokenUsage;
  durationMs: number;
  timeToFirstTokenMs: number | null;
}

export interface Settlement {
  model: string;
  outcome: Outcome;
  basis: 'exact' | 'estimated';
  usage: TokenUsage;
  /** null: the model has no price. */
  costPico: PicoUsd | null;
}

/**
 * Bills a generation: its ledger entry, its event for OpenMeter, its cost on the account and its hold released, all in
 * one statement. Only the first call for a generation does anything; a later one is told what was billed then.
 *
 * The event's id is the upstream's response id, unless another generation was billed under it: some servers repeat
 * theirs, and a second use would be lost as a duplicate.
 *
 * @param condition on the generation, without which nothing happens
 */
export async function settle(db: Database, ending: Ending, condition: SQL = sql`true`): Promise<Settlement> {
  const model = ending.responseModel ?? ending.askedModel;
  const rates = priceFor({
    provider: ending.provider,
    model,
    askedFor: ending.askedModel,
    at: ending.reservedAt,
  });
  const costPico = rates ? costOf(ending.usage, rates) : null;
  const record = { ...ending, model, costPico, ratesJson: rates ? JSON.stringify(ratesToJson(rates)) : null };
  const wasFirst = await write(ending.responseId ?? ending.generationId).catch((error) => {
    // Two generations with one response id settled at the same moment; the other one has it now.
    if (isUniqueViolation(error)) return write(ending.generationId);
    throw error;
  });
  const { outcome, basis, usage } = ending;
  const settlement = { model, outcome, basis, usage, costPico };
  return wasFirst ? settlement : ((await findSettlement(db, ending.generationId)) ?? settlement);

  function write(eventId: string): Promise<boolean> {
    return writeSettlement(db, record, eventId, condition);
  }
}

/** What a generation was billed for; nothing when it wasn't. */
async function findSettlement(db: Database, generationId: GenerationId): Promise<Settlement | undefined> {
  const [entry] = await db.select().from(ledgerEntries).where(eq(ledgerEntries.generationId, generationId));
  if (!entry) return undefined;
  const { model, outcome, basis, costPico } = entry;
  const usage = {
    uncached: entry.uncachedTokens,
    cacheRead: entry.cacheReadTokens,
    cacheWrite: entry.cacheWriteTokens,
    output: entry.outputTokens,
    reasoning: entry.reasoningTokens,
  };
  return { model, outcome, basis, usage, costPico: costPico === null ? null : picoUsd(costPico) };
}

type SettlementRecord = Ending & { model: string; costPico: PicoUsd | null; ratesJson: string | null };

/** @returns whether it was this call that settled it */
async function writeSettlement(
  db: Database,
  record: SettlementRecord,
  wantedEventId: string,
  condition: SQL,
): Promise<boolean> {
  const { generationId, usage } = record;
  const event = (id: string) => JSON.stringify(usageEvent({ ...record, id }));
  const statement = sql`
    with settled as (
      update generations set state = 'settled', settled_at = now(), output_text = ''
      where id = ${generationId} and state = 'dispatched' and ${condition}
      returning id, user_id, chat_id, message_id, api_key_id, via, provider, period_start, hold_pico,
        case when exists (select from ledger_entries where event_id = ${wantedEventId})
          then ${generationId} else ${wantedEventId} end as event_id
    ), account as (
      update balances
      set held_pico = held_pico - settled.hold_pico, used_pico = used_pico + ${record.costPico ?? 0n}::bigint
      from settled
      where balances.user_id = settled.user_id and balances.period_start = settled.period_start
      returning settled.api_key_id, settled.period_start, settled.hold_pico
    ), api_key as (
      update api_key_balances
      set held_pico = held_pico - account.hold_pico, used_pico = used_pico + ${record.costPico ?? 0n}::bigint,
        window_tokens = window_tokens
          + case when window_started_at > now() - interval '1 minute' then ${usage.output}::int else 0 end
      from account
      where api_key_balances.api_key_id = account.api_key_id
        and api_key_balances.period_start = account.period_start
    ), entry as (
      insert into ledger_entries (
        generation_id, event_id, response_id, user_id, chat_id, message_id, api_key_id, via, provider, model,
        period_start, occurred_at, outcome, basis, uncached_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
        reasoning_tokens, rates, cost_pico, duration_ms, time_to_first_token_ms
      )
      select id, event_id, ${record.responseId}, user_id, chat_id, message_id, api_key_id, via, provider,
        ${record.model}, period_start, ${record.occurredAt.toISOString()}::timestamptz, ${record.outcome}, ${record.basis},
        ${usage.uncached}::int, ${usage.cacheRead}::int, ${usage.cacheWrite}::int, ${usage.output}::int,
        ${usage.reasoning}::int, ${record.ratesJson}::jsonb, ${record.costPico}::bigint, ${record.durationMs}::int,
        ${record.timeToFirstTokenMs}::int
      from settled
    ), event as (
      insert into outbox (generation_id, user_id, event)
      select id, user_id, case when event_id = ${generationId}
        then ${event(generationId)}::jsonb else ${event(wantedEventId)}::jsonb end
      from settled
    )
    select hold_pico from settled`;
  const [hold] = await queryRows(db, statement, (row) => picoUsd(BigInt(String(row.hold_pico))));
  if (hold !== undefined && record.costPico !== null && record.costPico > hold) {
    log.warn(
      { generationId, overshootPico: String(record.costPico - hold) },
      'a generation cost more than its hold',
    );
  }
  return hold !== undefined;
}
