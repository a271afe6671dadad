import { asText, isObject, type JsonObject, textAt } from '../json';
import type { ChatPromptPart } from '../tokens/prompt';

/** OpenAI takes no longer ids: 40 characters in chat completions, 64 in responses. */
const LONGEST_ID = 64;

/**
 * What an object of a prompt has besides the fields that are read, as parts.
 *
 * @param framedFields such as ids: they count with the framing, unless they are longer than ids are
 */
export function restOf(
  object: JsonObject,
  readFields: readonly string[],
  framedFields: readonly string[] = [],
): ChatPromptPart[] {
  return Object.entries(object)
    .filter(([field, value]) => value !== null && value !== undefined && !readFields.includes(field))
    .flatMap(([field, value]) => (framedFields.includes(field) ? idParts(value) : asParts(value, 'text')));
}

/** LiteLLM puts what Gemini thought behind the id of a call: https://github.com/BerriAI/litellm/pull/16895 */
function idParts(value: unknown): ChatPromptPart[] {
  if (asText(value).length <= LONGEST_ID) return [];
  const [, id, thought_signature] = /^(.*?)__thought__(.*)$/s.exec(asText(value)) ?? [];
  return asParts(id === undefined ? value : { id, thought_signature }, 'text');
}

/** Text as it is, anything else as the JSON it is; but what is encrypted in it by its size, since it is no text. */
export function asParts(value: unknown, type: 'text' | 'reasoning'): ChatPromptPart[] {
  if (typeof value === 'string') return [{ type, text: value }];
  let sizeBytes = 0;
  const text = JSON.stringify(value, (_, inner) => {
    const field = isObject(inner) ? encryptedField(inner) : undefined;
    if (field === undefined) return inner;
    sizeBytes += Buffer.byteLength(inner[field], 'base64');
    return { ...inner, [field]: undefined };
  });
  return sizeBytes === 0
    ? [{ type, text }]
    : [
        { type, text },
        { type: 'encrypted', sizeBytes },
      ];
}

/** Also in the form for URLs. What is shorter may be a word. */
const IS_BASE64 = /^[\w+/-]{64,}={0,2}$/;
/**
 * OpenAI's: https://developers.openai.com/api/docs/guides/reasoning#encrypted-reasoning-items
 * And Gemini's, which wants it back with each call: https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const ENCRYPTED_FIELDS = ['encrypted_content', 'thought_signature'];
/** With `data`, of OpenRouter: https://openrouter.ai/docs/guides/best-practices/reasoning-tokens */
const ENCRYPTED_TYPE = 'reasoning.encrypted';

/** What no vendor could decrypt is read as it is. */
function encryptedField(object: JsonObject): string | undefined {
  const fields = object.type === ENCRYPTED_TYPE ? ['data'] : ENCRYPTED_FIELDS;
  return fields.find((field) => IS_BASE64.test(textAt(object, field) ?? ''));
}
