import { loadEncoding } from '@/lib/tokens/encoding';
import { type ChatPromptMessage, countChatPrompt } from '@/lib/tokens/prompt';
import { countText, createTextCounter, type TextCounter } from '@/lib/tokens/text-counter';
import type { Conversation, Message } from './conversation';

/** Counts text as the demo's models do: in o200k_base, like OpenAI's current ones. */
export type TokenCounter = {
  countText(text: string): number;
  /** Counts a text that grows. */
  startText(): TextCounter;
};

/** The counter of the models that the demo stands for; the encoding is loaded with the first. */
export async function loadTokenCounter(): Promise<TokenCounter> {
  const encoding = await loadEncoding('o200k_base');
  return {
    countText: (text) => countText(encoding, text),
    startText: () => createTextCounter(encoding),
  };
}

/** The tokens of everything a model is sent: the messages, the tools it is offered, the schema it must keep to. */
export function countPrompt(
  model: string,
  { messages, tools, format }: Pick<Conversation, 'messages' | 'tools' | 'format'>,
): Promise<number> {
  return countChatPrompt({
    model,
    messages: messages.map(toPromptMessage),
    tools: tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
    responseSchema: format.type === 'json_schema' ? format.schema : undefined,
  });
}

function toPromptMessage({ role, name, text, parts, toolCalls = [] }: Message): ChatPromptMessage {
  if (toolCalls.length === 0) return { role, name, content: parts ?? text };
  const calls = toolCalls.map((call) => ({
    type: 'tool-call' as const,
    name: call.name,
    arguments: call.arguments,
  }));
  const said = parts ?? (text ? [{ type: 'text' as const, text }] : []);
  return { role, name, content: [...said, ...calls] };
}
