import { isObject, type JsonObject, objectAt } from '../json';

/**
 * What the model itself writes, and the caller carries out. The other kinds run at the vendor's, at prices of their own; or,
 * as `apply_patch` and `shell`, write in events that are not counted here, and would be free where a reply is broken off.
 */
export const CALLERS_TOOLS = ['function', 'custom'];

/** The fields in which a tool, or a call of one, says what it is; in the words of responses there are none. */
export function kindsOf(tool: JsonObject): string[] {
  return CALLERS_TOOLS.filter((kind) => isObject(tool[kind]));
}

/**
 * What is said of a tool: in its `function` or `custom`, and beside it. vLLM and others print all of that for the model,
 * whether they know it or not.
 */
export function sentTool(tool: JsonObject): JsonObject[] {
  const kinds = kindsOf(tool);
  const beside = Object.entries(tool).filter(([field]) => field !== 'type' && !kinds.includes(field));
  const made = kinds.map((kind) => objectAt(tool, kind));
  return [...made, Object.fromEntries(beside)].filter((said) => Object.keys(said).length > 0);
}
