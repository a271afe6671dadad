import type { Conversation, OfferedTool } from './conversation';
import { freshToolResults, lastUserText } from './conversation';
import { isSchema, type JsonSchema, minimalJson } from './structured-output';

export type ToolUse = { name: string; arguments: string };

const asksForTime =
  /\b(what('s| is) the (current )?(time|date)|what time is it|current time|tell me the time)\b/i;
const tellsTime = /time|clock|date|now/i;

/**
 * Decides whether the demo calls a tool, and which: the one it is told to, or a fitting one when the person typed
 * `/tools` or asks for the time. It never calls a second time for the same message.
 */
export function chooseTool({ messages, tools, toolChoice }: Conversation): ToolUse | undefined {
  if (toolChoice === 'none' || freshToolResults(messages).length > 0) return undefined;
  const text = lastUserText(messages);
  const timeTool = tools.find((tool) => tellsTime.test(tool.name)) ?? tools.find(describesTime);
  const tool = pick();
  return tool && { name: tool.name, arguments: JSON.stringify(minimalJson(parametersOf(tool), 'demo')) };

  function pick(): OfferedTool | undefined {
    if (typeof toolChoice === 'object') return tools.find((offered) => offered.name === toolChoice.name);
    if (isToolsCommand(text) || toolChoice === 'required') return timeTool ?? tools[0];
    return asksForTime.test(text) ? timeTool : undefined;
  }
}

/** Whether a message is `/tools`, with or without more behind it. */
export function isToolsCommand(text: string): boolean {
  return /^\/tools\b/i.test(text);
}

function describesTime(tool: OfferedTool): boolean {
  return tellsTime.test(tool.description ?? '');
}

/** The tool's parameters, with a sensible word put in where the demo knows one. */
function parametersOf(tool: OfferedTool): JsonSchema {
  const parameters = tool.parameters ?? { type: 'object' };
  if (!isSchema(parameters.properties)) return parameters;
  const properties = Object.entries(parameters.properties).map(([name, schema]) => {
    const example = argumentExamples.find(([pattern]) => pattern.test(name))?.[1];
    return [name, example && isFreeText(schema) ? { ...schema, const: example } : schema];
  });
  return { ...parameters, properties: Object.fromEntries(properties) };
}

function isFreeText(schema: unknown): schema is JsonSchema {
  return (
    isSchema(schema) && schema.type === 'string' && !['enum', 'const', 'default'].some((key) => key in schema)
  );
}

const argumentExamples: [RegExp, string][] = [
  [/time_?zone|^tz$/i, 'UTC'],
  [/city|location|place/i, 'Paris'],
  [/country/i, 'France'],
  [/query|search|question/i, 'tokens'],
  [/currency/i, 'USD'],
];
