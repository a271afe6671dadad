import { ContextLengthError } from '../errors';
import { type CatalogModel, promptLimit } from './catalog';

/** With less room than this for its reply, a prompt is taken for too long. */
const LEAST_OUTPUT_TOKENS = 16;

/** The longest prompt that leaves room for a reply. */
export function longestPrompt(model: CatalogModel): number {
  return promptLimit(model, LEAST_OUTPUT_TOKENS);
}

/**
 * How many output tokens fit behind a prompt: what is wanted, within what the model gives and its window holds.
 *
 * @throws ContextLengthError when the prompt leaves no room for a reply
 */
export function fitOutput(model: CatalogModel, promptTokens: number, wantedTokens: number): number {
  const limit = longestPrompt(model);
  if (promptTokens > limit) throw new ContextLengthError(promptTokens, limit);
  return Math.min(wantedTokens, model.maxOutputTokens, model.contextWindow - promptTokens);
}
