import { eq } from 'drizzle-orm';
import { billingPeriodOf } from '../billing/period';
import { isUniqueViolation } from '../db/errors';
import { picoOrNull } from '../db/row-values';
import { ledgerEntries } from '../db/schema';
import type { Database } from '../db/types';
import type { GenerationId } from '../ids';
import { log } from '../log';
import type { PicoUsd } from '../money';
import { costOf } from '../pricing/cost';
import { priceFor } from '../pricing/price-book';
import { ratesToJson } from '../pricing/rates';
import { type TokenUsage, usageOfEntry } from '../pricing/token-usage';
import type { Basis, Outcome } from '../vocabulary';
import type { Ending } from './ending';
import { type Charge, writeSettlement } from './write-settlement';

export interface Settlement {
  generationId: GenerationId;
  model: string;
  outcome: Outcome;
  basis: Basis;
  usage: TokenUsage;
  /** null: the model has no price. */
  costPico: PicoUsd | null;
  durationMs: number;
}

/**
 * Bills a generation: its ledger entry, its event for OpenMeter, its cost on the account and its hold released, all in
 * one statement, which generations that end at the same moment share. Only the first call for a generation does
 * anything; a later one is told what was billed then.
 *
 * @returns nothing where it had ended without a bill: then there is nothing to bill, or to tell
 */
export async function settle(db: Database, ending: Ending): Promise<Settlement | undefined> {
  return (await settleOnce(db, ending)) ?? findSettlement(db, ending.generationId);
}

/**
 * Does the work of `settle`. The event's id is the upstream's response id, unless another generation was billed under it:
 * some servers repeat theirs, and a second use would be lost as a duplicate.
 *
 * @returns nothing where it was not this call that settled it, as where it had ended before, or its process lives
 * (`ifSilentForMs`): then nothing was written
 */
export async function settleOnce(db: Database, ending: Ending): Promise<Settlement | undefined> {
  const { generationId } = ending;
  const model = ending.responseModel ?? ending.askedModel;
  const charge = chargeOf(ending, model);
  const costPico = charge?.costPico ?? null;
  const heldPico = await write(ending.responseId ?? generationId).catch((error) => {
    // Two generations with one response id settled at the same moment; the other one has it now.
    if (isUniqueViolation(error)) return write(generationId);
    throw error;
  });
  if (heldPico === undefined) return undefined;
  if (costPico !== null && costPico > heldPico) {
    const overshootPico = String(costPico - heldPico);
    log.warn({ generationId, overshootPico }, 'a generation cost more than its hold');
  }
  const { outcome, basis, usage, durationMs } = ending;
  return { generationId, model, outcome, basis, usage, costPico, durationMs };

  function write(eventId: string): Promise<PicoUsd | undefined> {
    const occurredAt = withinPeriod(ending.occurredAt, ending.reservedAt);
    return writeSettlement(db, { ...ending, occurredAt, model, charge, eventId });
  }
}

/**
 * By the price of the version that answered. Where the model that was asked for has none, it was offered as unpriced and
 * nothing was held for it: it stays unpriced, whoever answered.
 */
function chargeOf({ provider, askedModel, reservedAt: at, usage }: Ending, model: string): Charge | null {
  if (!priceFor({ provider, model: askedModel, at })) return null;
  const price = priceFor({ provider, model, askedFor: askedModel, at });
  return price ? { costPico: costOf(usage, price), rates: ratesToJson(price) } : null;
}

/** An instant in the billing period that a generation is billed in: upstream answers later, by a clock of its own. */
function withinPeriod(instant: Date, reservedAt: Date): Date {
  const { start, end } = billingPeriodOf(reservedAt);
  return new Date(Math.min(Math.max(instant.getTime(), start.getTime()), end.getTime() - 1));
}

/** What a generation was billed for; nothing when it wasn't. */
async function findSettlement(db: Database, generationId: GenerationId): Promise<Settlement | undefined> {
  const [entry] = await db.select().from(ledgerEntries).where(eq(ledgerEntries.generationId, generationId));
  if (!entry) return undefined;
  const { model, outcome, basis, costPico, durationMs } = entry;
  const usage = usageOfEntry(entry);
  return { generationId, model, outcome, basis, usage, costPico: picoOrNull(costPico), durationMs };
}
