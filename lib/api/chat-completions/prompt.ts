import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '@/lib/json';
import { imagePart } from '@/lib/tokens/data-url-parts';
import type { ChatPrompt, ChatPromptMessage, ChatPromptPart, ToolDefinition } from '@/lib/tokens/prompt';
import { otherPart, refuseSoundAndVideo } from '../other-part';
import { asText, restOf } from '../rest-of';
import { restOfRequest } from '../rest-of-request';
import { sentFile } from '../sent-file';
import type { ChatRequest } from './request';

/** Says as a `ChatPrompt` what a request asks. What it does not know is counted as the JSON it is. */
export function toChatPrompt(request: ChatRequest): ChatPrompt {
  const format = objectAt(request, 'response_format');
  return {
    model: request.model,
    messages: request.messages.map(toMessage),
    tools: [...objectsAt(request, 'tools').map(toTool), ...objectsAt(request, 'functions').map(toTool)],
    responseSchema: format.json_schema,
    rest: [...restOfRequest(request, READ_OF_REQUEST), ...restOfRequest(format, READ_OF_FORMAT)],
  };
}

/** What is counted in its own way. */
const READ_OF_REQUEST = ['model', 'messages', 'tools', 'functions', 'response_format'];
/** And what other servers keep the reply to, like a grammar: https://docs.vllm.ai/en/latest/features/structured_outputs */
const READ_OF_FORMAT = ['type', 'json_schema', 'structures', 'triggers'];
const READ_OF_MESSAGE = ['role', 'name', 'content', 'tool_calls', 'function_call'];
const READ_OF_CALL = ['function', 'custom'];
/** What counts with the framing. */
const FRAMED_OF_MESSAGE = ['tool_call_id'];
const FRAMED_OF_CALL = ['id', 'index', 'type'];

function toMessage(message: JsonObject): ChatPromptMessage {
  const { content } = message;
  const parts: ChatPromptPart[] = Array.isArray(content)
    ? content.map(toPart)
    : [{ type: 'text', text: asText(content) }];
  const calls = objectsAt(message, 'tool_calls').flatMap((call) => [
    toCall(objectAt(call, 'function'), call),
    ...restOf(call, READ_OF_CALL, FRAMED_OF_CALL),
  ]);
  const oldCall = isObject(message.function_call) ? [toCall(message.function_call, message)] : [];
  return {
    role: textAt(message, 'role') ?? 'user',
    name: textAt(message, 'name'),
    content: [...parts, ...calls, ...oldCall, ...restOf(message, READ_OF_MESSAGE, FRAMED_OF_MESSAGE)],
  };
}

function toPart(part: unknown): ChatPromptPart {
  if (!isObject(part)) return { type: 'text', text: JSON.stringify(part) ?? '' };
  refuseSoundAndVideo('messages', part);
  switch (part.type) {
    case 'text':
      return { type: 'text', text: textAt(part, 'text') ?? '' };
    case 'image_url': {
      const image = objectAt(part, 'image_url');
      return imagePart(textAt(image, 'url'), image.detail);
    }
    case 'file':
      return sentFile('messages', objectAt(part, 'file'));
    default:
      return otherPart('messages', part);
  }
}

function toCall(made: JsonObject, call: JsonObject): ChatPromptPart {
  const custom = objectAt(call, 'custom');
  return {
    type: 'tool-call',
    name: textAt(made, 'name') ?? textAt(custom, 'name') ?? '',
    arguments: textAt(made, 'arguments') ?? textAt(custom, 'input') ?? '',
  };
}

function toTool(tool: JsonObject): ToolDefinition {
  const definition = isObject(tool.function) ? tool.function : isObject(tool.custom) ? tool.custom : tool;
  return {
    name: textAt(definition, 'name') ?? '',
    description: textAt(definition, 'description'),
    parameters: definition.parameters ?? definition.format,
  };
}
