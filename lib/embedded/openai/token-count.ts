import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import type { Message, OfferedTool } from './conversation';

// TEMPORARY until lib/tokens is there.
export type TokenCounter = {
  countText(text: string): number;
  countPrompt(messages: Message[], tools: OfferedTool[]): number;
  startText(): { push(text: string): void; tokens(): number };
};
let enc: Tiktoken | undefined;
export async function loadTokenCounter(): Promise<TokenCounter> {
  enc ??= new Tiktoken(o200k);
  const e = enc;
  const countText = (t: string) => e.encode(t, [], []).length;
  return {
    countText,
    countPrompt: (m) => m.reduce((s, x) => s + 3 + 1 + countText(x.text), 3),
    startText() {
      let all = '';
      return {
        push(t) {
          all += t;
        },
        tokens: () => countText(all),
      };
    },
  };
}
