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
  text: string;
  name?: string;
  toolCalls?: ToolCall[];
  /** Which call a `tool` message answers. */
  toolCallId?: string;
};

export type ToolCall = { id: string; name: string; arguments: string };

export type OfferedTool = { name: string; description?: string; parameters?: JsonSchema };

export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

export type OutputFormat =
  | { type: 'text' }
  | { type: 'json_object' }
  | { type: 'json_schema'; schema: JsonSchema };

/** What the person wrote last. */
export function lastUserText(messages: Message[]): string {
  return messages.findLast((message) => message.role === 'user')?.text.trim() ?? '';
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
