import { isObject, type JsonObject, objectAt } from '../json';

const KINDS_OF_TOOL = ['function', 'custom'];

/**
 * What is said of a tool: in its `function` or `custom`, and beside it. vLLM and others print all of that for the model,
 * whether they know it or not.
 */
export function sentTool(tool: JsonObject): JsonObject[] {
  const kinds = KINDS_OF_TOOL.filter((kind) => isObject(tool[kind]));
  const beside = Object.entries(tool).filter(([field]) => field !== 'type' && !kinds.includes(field));
  const made = kinds.map((kind) => objectAt(tool, kind));
  return [...made, Object.fromEntries(beside)].filter((said) => Object.keys(said).length > 0);
}
