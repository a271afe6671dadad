import { catalogModelById } from './catalog-by-id';

/** OpenAI's own models behind a proxy want their requests in OpenAI's words, and tell nobody what they think. */
export function isNamedByOpenAI(id: string): boolean {
  // Not gpt-oss, which other servers run.
  return /^(gpt-\d|o\d|chatgpt-)/.test(id);
}

/** OpenAI's own models that think take no `max_tokens`, wherever they run. */
export function refusesMaxTokens(id: string): boolean {
  return isNamedByOpenAI(id) && catalogModelById(id, 'openai').reasoning;
}
