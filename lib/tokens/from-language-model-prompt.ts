import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FilePart,
  LanguageModelV4FunctionTool,
  LanguageModelV4Message,
  LanguageModelV4ProviderTool,
  LanguageModelV4ReasoningFilePart,
  LanguageModelV4ToolResultOutput,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import type { JsonObject } from '../json';
import { contentsPart, imageDetail } from './data-url-parts';
import { IMAGE_HEAD_BASE64_LENGTH, IMAGE_HEAD_BYTES, readImageSize } from './image-size';
import type { ChatPrompt, ChatPromptMessage, ChatPromptPart } from './prompt';

/** Says as a `ChatPrompt` what the AI SDK asks a language model. */
export function fromLanguageModelPrompt(
  model: string,
  { prompt, tools, responseFormat }: Pick<LanguageModelV4CallOptions, 'prompt' | 'tools' | 'responseFormat'>,
): ChatPrompt {
  return {
    model,
    messages: prompt.flatMap(toMessages),
    tools: tools?.map(toTool),
    responseSchema: responseFormat?.type === 'json' && responseFormat.schema ? responseFormat : undefined,
  };
}

/** A message; or of the results of several tool calls, which OpenAI wants one by one, one message each. */
function toMessages(message: LanguageModelV4Message): ChatPromptMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user':
    case 'assistant':
      return [{ role: message.role, content: message.content.flatMap(toParts) }];
    case 'tool':
      return message.content.map((part) => ({ role: 'tool', content: toParts(part) }));
  }
}

type AnyPart = Exclude<LanguageModelV4Message['content'], string>[number];

function toParts(part: AnyPart): ChatPromptPart[] {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return [{ type: part.type, text: part.text }];
    case 'file':
    case 'reasoning-file':
      return [toFilePart(part)];
    case 'tool-call':
      return [{ type: 'tool-call', name: part.toolName, arguments: asText(part.input) }];
    case 'tool-result':
      return toResultParts(part);
    case 'tool-approval-response':
      return [{ type: 'text', text: part.reason ?? '' }];
    case 'custom':
      return [{ type: 'text', text: asText(part.providerOptions) }];
  }
}

function toResultParts({ output }: LanguageModelV4ToolResultPart): ChatPromptPart[] {
  switch (output.type) {
    case 'text':
    case 'error-text':
    case 'json':
    case 'error-json':
      return [{ type: 'text', text: asText(output.value) }];
    case 'execution-denied':
      // What @ai-sdk/openai sends when no reason is given.
      return [{ type: 'text', text: output.reason ?? 'Tool call execution denied.' }];
    case 'content':
      return output.value.map(toResultPart);
  }
}

function toResultPart(
  part: Extract<LanguageModelV4ToolResultOutput, { type: 'content' }>['value'][number],
): ChatPromptPart {
  // Chat Completions takes such a result as JSON.
  return part.type === 'file' ? toFilePart(part) : { type: 'text', text: asText(part) };
}

type FilePart = Pick<
  LanguageModelV4FilePart | LanguageModelV4ReasoningFilePart,
  'data' | 'mediaType' | 'providerOptions'
>;

function toFilePart({ data, mediaType, providerOptions }: FilePart): ChatPromptPart {
  if (data.type === 'text') return { type: 'text', text: data.text };
  const contents = data.type === 'data' ? data.data : undefined;
  if (/^image(\/|$)/.test(mediaType)) {
    const size = contents === undefined ? undefined : readImageSize(headOf(contents));
    return { type: 'image', size, detail: imageDetail(providerOptions?.openai?.imageDetail) };
  }
  return contentsPart(contents === undefined ? undefined : bytesOf(contents));
}

function headOf(contents: Uint8Array | string): Uint8Array {
  if (typeof contents !== 'string') return contents.subarray(0, IMAGE_HEAD_BYTES);
  return Buffer.from(contents.slice(0, IMAGE_HEAD_BASE64_LENGTH), 'base64');
}

function bytesOf(contents: Uint8Array | string): Uint8Array {
  return typeof contents === 'string' ? Buffer.from(contents, 'base64') : contents;
}

function toTool(tool: LanguageModelV4FunctionTool | LanguageModelV4ProviderTool): JsonObject {
  return tool.type === 'function'
    ? { name: tool.name, description: tool.description, parameters: tool.inputSchema }
    : { name: tool.name, parameters: tool.args };
}

/** A string as it is, anything else as JSON, as it is sent. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
