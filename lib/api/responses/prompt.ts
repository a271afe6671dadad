import { type JsonObject, objectAt, objectsAt, textAt } from '@/lib/json';
import type { ChatPrompt, ChatPromptMessage, ChatPromptPart } from '@/lib/tokens/prompt';
import { UnsupportedParameterError } from '../errors';
import { refuseElsewhere, refuseSoundAndVideo } from '../other-part';
import { asParts, restOf } from '../rest-of';
import { restOfRequest } from '../rest-of-request';
import { sentCall } from '../sent-call';
import { sentContent } from '../sent-part';
import { sentTool } from '../sent-tool';
import { refuseOtherTools } from '../unmeterable';
import type { ResponseRequest } from './request';

/**
 * Says as a `ChatPrompt` what a request asks. What it does not know is counted as the JSON it is.
 *
 * @param model the one that serves it, which the request may name otherwise
 */
export function toChatPrompt(request: ResponseRequest, model: string): ChatPrompt {
  const { instructions, input } = request;
  const format = objectAt(objectAt(request, 'text'), 'format');
  return {
    model,
    messages: [
      ...(instructions ? [{ role: 'developer', content: instructions }] : []),
      ...(typeof input === 'string' ? [{ role: 'user', content: input }] : (input ?? []).map(toMessage)),
    ],
    tools: objectsAt(request, 'tools').flatMap(sentTool),
    responseSchema: format.type === 'json_schema' ? format : undefined,
    rest: restOfRequest(request, READ_OF_REQUEST),
  };
}

/** What is counted in its own way. */
const READ_OF_REQUEST = ['model', 'input', 'instructions', 'tools', 'text'];
const READ_OF_MESSAGE = ['role', 'content'];
const READ_OF_OUTPUT = ['output'];
/** What counts with the framing. */
const FRAMED = ['type', 'id', 'status', 'call_id'];
/** What a model made for itself, to be sent back as it came: it holds no address, and encrypted content counts by its size. */
const MADE_BY_THE_MODEL = ['reasoning', 'compaction', 'compaction_summary'];
/** Of tools that are refused here. One that is known by its id alone may be the operator's, as a picture that was made. */
const OF_OTHER_TOOLS = /_call(_output)?$|^mcp_/;

function toMessage(item: JsonObject, index: number): ChatPromptMessage {
  // OpenAI lets an item without a type be a message, or the id of one that it keeps.
  const untyped = 'role' in item || 'content' in item ? 'message' : 'item_reference';
  switch (item.type ?? untyped) {
    case 'message':
      return {
        role: textAt(item, 'role') ?? 'user',
        content: [...sentContent('input', item.content), ...restOf(item, READ_OF_MESSAGE, FRAMED)],
      };
    case 'function_call':
    case 'custom_tool_call':
      return { role: 'assistant', content: sentCall(item, FRAMED) };
    case 'function_call_output':
    case 'custom_tool_call_output':
      return {
        role: 'tool',
        content: [...sentContent('input', item.output), ...restOf(item, READ_OF_OUTPUT, FRAMED)],
      };
    case 'item_reference':
      throw new UnsupportedParameterError(
        'input',
        "Nothing is stored here, so items can't be referred to. Send them whole, and 'store: false'.",
      );
    default:
      return { role: 'assistant', content: otherItem(item, index) };
  }
}

function otherItem(item: JsonObject, index: number): ChatPromptPart[] {
  const type = textAt(item, 'type') ?? '';
  if (MADE_BY_THE_MODEL.includes(type)) return asParts(item, 'reasoning');
  if (OF_OTHER_TOOLS.test(type)) {
    throw new UnsupportedParameterError(
      'input',
      `Items of the type '${type}' are not supported here, as tools of that kind are not. Leave them out.`,
    );
  }
  // OpenAI lets an item bring more tools, as 'additional_tools' does, or another format for the reply, as 'configuration_update':
  // the addresses in their schemas are read by nobody.
  refuseOtherTools(item, `input[${index}].`);
  const { tools, text, ...rest } = item;
  refuseSoundAndVideo('input', rest);
  refuseElsewhere('input', rest);
  return asParts(item, 'text');
}
