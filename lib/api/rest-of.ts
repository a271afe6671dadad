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
    .filter(([field, value]) => !framedFields.includes(field) || asText(value).length > LONGEST_ID)
    .flatMap(([, value]) => asParts(value, 'text'));
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

/** Also in the form for URLs. */
const IS_BASE64 = /^[\w+/-]+={0,2}$/;

/** What no vendor could decrypt is read as it is. */
function encryptedField(object: JsonObject): 'encrypted_content' | 'data' | undefined {
  // OpenAI's Responses API: https://developers.openai.com/api/docs/guides/reasoning#encrypted-reasoning-items
  if (IS_BASE64.test(textAt(object, 'encrypted_content') ?? '')) return 'encrypted_content';
  // OpenRouter: https://openrouter.ai/docs/guides/best-practices/reasoning-tokens
  if (object.type === 'reasoning.encrypted' && IS_BASE64.test(textAt(object, 'data') ?? '')) return 'data';
  return undefined;
}
