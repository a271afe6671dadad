import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '@/lib/json';
import type { ChatPrompt, ChatPromptMessage } from '@/lib/tokens/prompt';
import { restOf } from '../rest-of';
import { restOfRequest } from '../rest-of-request';
import { sentCall, sentToolCall } from '../sent-call';
import { sentContent } from '../sent-part';
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
/** What counts with the framing. */
const FRAMED_OF_MESSAGE = ['tool_call_id'];

function toMessage(message: JsonObject): ChatPromptMessage {
  const calls = objectsAt(message, 'tool_calls').flatMap(sentToolCall);
  const oldCall = isObject(message.function_call) ? sentCall(message.function_call) : [];
  const rest = restOf(message, READ_OF_MESSAGE, FRAMED_OF_MESSAGE);
  return {
    role: textAt(message, 'role') ?? 'user',
    name: textAt(message, 'name'),
    content: [...sentContent('messages', message.content), ...calls, ...oldCall, ...rest],
  };
}
