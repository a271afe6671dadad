import { asText, type JsonObject } from '../json';
import type { ChatPromptPart } from '../tokens/prompt';
import { restOf } from './rest-of';

/** What a reply had beside its text, to be sent back as it came; and words to the server. */
const NEVER_READ = ['annotations', 'logprobs', 'cache_control', 'prompt_cache_breakpoint'];

/**
 * A text of a prompt, and what else is in its part.
 *
 * @param field where its text is
 */
export function sentText(part: JsonObject, field: 'text' | 'refusal'): ChatPromptPart[] {
  return [{ type: 'text', text: asText(part[field]) }, ...restOf(part, ['type', field, ...NEVER_READ])];
}
