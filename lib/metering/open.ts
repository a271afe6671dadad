import { servedModelId } from '../models/catalog';
import { fitToWindow } from '../models/context-window';
import { encodingForModel, loadEncoding } from '../tokens/encoding';
import { createTextCounter } from '../tokens/text-counter';
import type { Call } from './call';
import type { Metering } from './context';
import { StoppedError } from './errors';
import { Generation } from './generation';
import { reserve } from './reserve';
import { Tally } from './tally';

/** What a caller asks of a model, in tokens. */
export interface Demand {
  promptTokens: number;
  /** How many of these are a guess at images and the like; left out: none. */
  estimatedTokens?: number;
  /** As many of a prompt to hold for, where it may have more; left out: those it has. */
  heldTokens?: number;
  /** How many replies to the prompt; left out: one. */
  choices?: number;
  /** The most that each of them may have; left out: the catalog's default. */
  maxOutputTokens?: number;
}

/**
 * Reserves a call of a model and records its dispatch: after this it may leave for upstream, with the output limit of
 * the generation, and must be settled or voided.
 *
 * @throws ContextLengthError when the prompt leaves no room for a reply
 * @throws AllowanceExceededError when the allowance affords no useful reply, KeySpendLimitError when the key's own limit doesn't
 * @throws KeyRateLimitError when the key asks too much within a minute, PromptBeyondRateLimitError when this prompt alone does
 * @throws ReservationLostError when this process was blocked until another voided the call
 * @throws StoppedError when the call was stopped meanwhile; it is voided
 */
export async function openGeneration(metering: Metering, call: Call, demand: Demand): Promise<Generation> {
  const {
    promptTokens,
    estimatedTokens = 0,
    heldTokens = promptTokens,
    choices,
    maxOutputTokens = call.model.defaultOutputTokens,
  } = demand;
  const fitted = fitToWindow(call.model, { promptTokens, estimatedTokens, heldTokens }, maxOutputTokens);
  const reservation = await reserve(metering.db, call, {
    ...fitted,
    isEstimate: estimatedTokens > 0,
    choices,
  });
  const encoding = await loadEncoding(encodingForModel(servedModelId(call.model)));
  const outputLimit = reservation.choices * reservation.maxOutputTokens;
  const tally = new Tally(() => createTextCounter(encoding), call.model.tokenFactor, outputLimit);
  const generation = new Generation(metering, call, reservation, tally);
  await generation.dispatch();
  // Who stopped meanwhile would be billed for a prompt that no client sends any more.
  if (generation.stopSignal.aborted) {
    await generation.void();
    throw new StoppedError();
  }
  return generation;
}
