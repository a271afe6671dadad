import type { ImageSize } from '@/lib/tokens/image-size';
import type { ChatPromptPart } from '@/lib/tokens/prompt';
import type { JsonSchema } from './structured-output';

/** What both of OpenAI's APIs boil down to. Replies are made from this, and never see a wire format. */
export type Conversation = {
  messages: Message[];
  tools: OfferedTool[];
  toolChoice: ToolChoice;
  format: OutputFormat;
};

export type Message = {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  /** The words, without what is attached. */
  text: string;
  files?: AttachedFile[];
  /** What its tokens are counted by, where that is more than the words. */
  parts?: ChatPromptPart[];
  name?: string;
  toolCalls?: ToolCall[];
  /** Which call a `tool` message answers. */
  toolCallId?: string;
};

/** A file of a message, without its bytes. */
export type AttachedFile = { name?: string; sizeBytes?: number } & (
  | { kind: 'image'; mediaType?: string; size?: ImageSize }
  | { kind: 'file'; pages?: number }
  | { kind: 'text'; lines: number }
);

export type ToolCall = { id: string; name: string; arguments: string };

export type OfferedTool = { name: string; description?: string; parameters?: JsonSchema };

export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

export type OutputFormat =
  | { type: 'text' }
  | { type: 'json_object' }
  | { type: 'json_schema'; schema: JsonSchema };

/** What the person wrote last. */
export function lastUserText(messages: Message[]): string {
  return lastUserMessage(messages)?.text.trim() ?? '';
}

/** What the person attached last. */
export function lastUserFiles(messages: Message[]): AttachedFile[] {
  return lastUserMessage(messages)?.files ?? [];
}

function lastUserMessage(messages: Message[]): Message | undefined {
  return messages.findLast((message) => message.role === 'user');
}

/** The system's and the developer's words, joined. */
export function instructionsText(messages: Message[]): string {
  return messages
    .filter((message) => message.role === 'system' || message.role === 'developer')
    .map((message) => message.text)
    .join('\n');
}

/** What tools have answered since the person last wrote. */
export function freshToolResults(messages: Message[]): Message[] {
  const lastUser = messages.findLastIndex((message) => message.role === 'user');
  return messages.slice(lastUser + 1).filter((message) => message.role === 'tool');
}
