import { ContextLengthError } from '../errors';
import type { PromptTokens } from '../tokens/prompt';
import { type CatalogModel, promptLimit } from './catalog';

/** With less room than this for its reply, a prompt is taken for too long: but an embedding has none. */
const LEAST_OUTPUT_TOKENS = 16;

/** The longest prompt that leaves room for a reply, if the model writes any. */
export function longestPrompt(model: CatalogModel): number {
  return promptLimit(model, Math.min(LEAST_OUTPUT_TOKENS, model.maxOutputTokens));
}

/** What a call asks of a model, within what the model's window holds. */
export interface FittedToWindow {
  /** The most that the prompt can have: with more, the model's server refuses it. */
  promptTokens: number;
  /** As many to hold for, within the same limit. */
  heldTokens: number;
  /** As many as are wanted, within what the model gives and its window holds beside the prompt. */
  maxOutputTokens: number;
}

/**
 * Fits a call into a model's window. Only what is counted of the prompt can be too long for it: an estimate is high, and
 * whether an image fits is the server's to say. So an estimate takes away at most half of what the count leaves for the reply.
 *
 * @throws ContextLengthError when what is counted leaves no room for a reply
 */
export function fitToWindow(
  model: CatalogModel,
  { promptTokens, estimatedTokens, heldTokens }: PromptTokens,
  wantedTokens: number,
): FittedToWindow {
  const limit = longestPrompt(model);
  const countedTokens = promptTokens - estimatedTokens;
  if (countedTokens > limit) throw new ContextLengthError(countedTokens, limit);
  const room = model.contextWindow - countedTokens;
  const leftOfRoom = Math.max(room - estimatedTokens, Math.floor(room / 2), LEAST_OUTPUT_TOKENS);
  return {
    promptTokens: Math.min(promptTokens, limit),
    heldTokens: Math.min(heldTokens, limit),
    maxOutputTokens: Math.min(wantedTokens, model.maxOutputTokens, leftOfRoom),
  };
}
