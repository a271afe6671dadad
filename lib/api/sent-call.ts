import { asText, type JsonObject, objectAt } from '../json';
import type { ChatPromptPart } from '../tokens/prompt';
import { restOf } from './rest-of';
import { kindsOf } from './sent-tool';

/**
 * A call of a tool, sent back to the model that made it, and what else is in it. Some servers take arguments that are an object;
 * where there are both arguments and an input, a server may read either.
 *
 * @param framedFields such as its id: they count with the framing
 */
export function sentCall(made: JsonObject, framedFields: readonly string[] = []): ChatPromptPart[] {
  return [
    { type: 'tool-call', name: asText(made.name), arguments: asText(made.arguments) + asText(made.input) },
    ...restOf(made, ['name', 'arguments', 'input'], framedFields),
  ];
}

/** What counts with the framing. */
const FRAMED = ['id', 'index', 'type'];

/** A call in the words of chat completions, where what was made is in its `function` or `custom`. */
export function sentToolCall(call: JsonObject): ChatPromptPart[] {
  const kinds = kindsOf(call);
  const made = kinds.flatMap((kind) => sentCall(objectAt(call, kind)));
  return [...made, ...restOf(call, kinds, FRAMED)];
}
