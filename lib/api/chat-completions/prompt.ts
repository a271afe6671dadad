import { asText, isObject, type JsonObject, objectAt, objectsAt, textAt } from '@/lib/json';
import type { ChatPrompt, ChatPromptMessage, ChatPromptPart } from '@/lib/tokens/prompt';
import { otherPart, refusePicture, refuseSoundAndVideo } from '../other-part';
import { restOf } from '../rest-of';
import { restOfRequest } from '../rest-of-request';
import { sentCall } from '../sent-call';
import { sentFile } from '../sent-file';
import { sentImage } from '../sent-image';
import { sentText } from '../sent-text';
import { sentTool } from '../sent-tool';
import type { ChatRequest } from './request';

/**
 * Says as a `ChatPrompt` what a request asks. What it does not know is counted as the JSON it is.
 *
 * @param model the one that serves it, which the request may name otherwise
 */
export function toChatPrompt(request: ChatRequest, model: string): ChatPrompt {
  const format = objectAt(request, 'response_format');
  return {
    model,
    messages: request.messages.map(toMessage),
    tools: [...objectsAt(request, 'tools').flatMap(sentTool), ...objectsAt(request, 'functions')],
    responseSchema: format.json_schema,
    rest: [...restOfRequest(request, READ_OF_REQUEST), ...restOfRequest(format, READ_OF_FORMAT)],
  };
}

/** What is counted in its own way. */
const READ_OF_REQUEST = ['model', 'messages', 'tools', 'functions', 'response_format'];
/** And what other servers keep the reply to, like a grammar: https://docs.vllm.ai/en/latest/features/structured_outputs */
const READ_OF_FORMAT = ['type', 'json_schema', 'structures', 'triggers'];
const READ_OF_MESSAGE = ['role', 'name', 'content', 'tool_calls', 'function_call'];
const KINDS_OF_CALL = ['function', 'custom'];
/** What counts with the framing. */
const FRAMED_OF_MESSAGE = ['tool_call_id'];
const FRAMED_OF_CALL = ['id', 'index', 'type'];

function toMessage(message: JsonObject): ChatPromptMessage {
  const { content } = message;
  const parts: ChatPromptPart[] = Array.isArray(content)
    ? content.flatMap(toPart)
    : [{ type: 'text', text: asText(content) }];
  const calls = objectsAt(message, 'tool_calls').flatMap(toCall);
  const oldCall = isObject(message.function_call) ? sentCall(message.function_call) : [];
  return {
    role: textAt(message, 'role') ?? 'user',
    name: textAt(message, 'name'),
    content: [...parts, ...calls, ...oldCall, ...restOf(message, READ_OF_MESSAGE, FRAMED_OF_MESSAGE)],
  };
}

function toPart(part: unknown): ChatPromptPart[] {
  if (!isObject(part)) return [{ type: 'text', text: JSON.stringify(part) ?? '' }];
  refuseSoundAndVideo('messages', part);
  if (part.type === 'image_url') return [sentImage('messages', part)];
  refusePicture('messages', part);
  switch (part.type) {
    case 'text':
      return sentText(part, 'text');
    case 'file':
      return [sentFile('messages', objectAt(part, 'file'))];
    default:
      return [otherPart('messages', part)];
  }
}

function toCall(call: JsonObject): ChatPromptPart[] {
  const kinds = KINDS_OF_CALL.filter((kind) => isObject(call[kind]));
  const made = kinds.flatMap((kind) => sentCall(objectAt(call, kind)));
  return [...made, ...restOf(call, kinds, FRAMED_OF_CALL)];
}
