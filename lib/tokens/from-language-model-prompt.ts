import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { encodingForModel, loadEncoding } from './encoding';
import { createTextCounter } from './text-counter';

// Placeholder until the real prompt counter is here: text only.
export async function countLanguageModelPrompt({ model, prompt }: Pick<LanguageModelV4CallOptions, 'prompt' | 'tools' | 'responseFormat'> & { model: string; factor?: number }) {
  const counter = createTextCounter(await loadEncoding(encodingForModel(model)));
  let tokens = 3;
  for (const { content } of prompt) {
    tokens += 4;
    counter.push(typeof content === 'string' ? content : content.map((part) => ('text' in part ? part.text : '')).join(''));
  }
  return { tokens: tokens + counter.count(), estimated: false };
}
