import type { ChatPromptPart } from '@/lib/tokens/prompt';
import type { JsonObject } from './wire/json';

/** What an object of a prompt has besides the fields that are read: text as it is, anything else as the JSON it is. */
export function restOf(object: JsonObject, readFields: readonly string[]): ChatPromptPart[] {
  return Object.entries(object)
    .filter(([field, value]) => value !== null && value !== undefined && !readFields.includes(field))
    .map(([, value]) => ({ type: 'text', text: asText(value) }));
}

/** Text as it is, anything else as JSON; nothing for what is missing. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
