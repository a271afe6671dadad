import { loadEncoding } from '@/lib/tokens/encoding';
import { countText, createTextCounter, type TextCounter } from '@/lib/tokens/text-counter';
import type { Message, OfferedTool } from './conversation';

/** Counts as OpenAI would, with the tokenizer of its current models. */
export type TokenCounter = {
  countText(text: string): number;
  countPrompt(messages: Message[], tools: OfferedTool[]): number;
  /** Counts a text that grows. */
  startText(): TextCounter;
};

export async function loadTokenCounter(): Promise<TokenCounter> {
  const encoding = await loadEncoding('o200k_base');
  return {
    countText: (text) => countText(encoding, text),
    countPrompt: (messages) => messages.reduce((sum, { text }) => sum + 4 + countText(encoding, text), 3),
    startText: () => createTextCounter(encoding),
  };
}
